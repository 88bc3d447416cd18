import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0002_names_and_projections'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedrevision',
            name='text',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast('payload', models.TextField()), output_field=models.TextField()),
        ),
    ]
