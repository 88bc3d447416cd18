import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def name_the_makers(apps, schema_editor):
    """People made their own keys; for a service, whoever answers for it is who we know of."""
    keys = apps.get_model("accounts", "ApiKey").objects
    owners = apps.get_model("accounts", "Service").objects.filter(account=OuterRef("user")).values("owner")
    keys.filter(user__is_service=False).update(made_by=F("user"))
    keys.filter(user__is_service=True).update(made_by=Subquery(owners))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_services_of_programs"),
    ]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                editable=False,
                help_text="Who was shown the key. What a service does with it counts as theirs.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.RunPython(name_the_makers, migrations.RunPython.noop),
        # Checks of foreign keys that are still due would keep the table from being altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="apikey",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Who was shown the key. What a service does with it counts as theirs.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
    ]
