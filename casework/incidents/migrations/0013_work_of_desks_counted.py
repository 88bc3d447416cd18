from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_who_made_a_key'),
        ('codebook', '0001_vocabularies_actors_and_places'),
        ('incidents', '0012_terms_fit_by_statement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='incident',
            name='incident_queue',
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['desk', 'review_state', '-priority', 'state_entered_at', 'id'], include=('assigned_to', 'due_at'), name='incident_work_of_a_desk'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['desk', '-id'], include=('review_state',), name='incident_newest_of_a_desk'),
        ),
    ]
