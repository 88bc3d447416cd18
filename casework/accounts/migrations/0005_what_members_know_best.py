import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_invitations_by_mail")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="countries",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{3}$", "Write a country as three capitals, such as MLI."
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="Whose incidents the person knows best, such as MLI, BFA. Empty: of all alike.",
                size=None,
                verbose_name="countries",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[a-z]{2,3}$", "Write a language as its code, such as fr."
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="In which the person reads sources, such as fr, ar. Empty: in all alike.",
                size=None,
                verbose_name="languages",
            ),
        ),
    ]
