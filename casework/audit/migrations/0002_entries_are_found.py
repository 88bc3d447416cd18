import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_who_made_a_key'),
        ('audit', '0001_entries_and_seals'),
    ]

    operations = [
        # Later layers use it too, so nothing here takes it away again.
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name='entry',
            name='entry_of_a_desk',
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['desk', '-id'], include=('verb', 'at', 'actor'), name='entry_of_a_desk'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['verb', '-id'], name='entry_of_a_verb'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['desk', 'verb', '-id'], name='entry_of_a_verb_at_a_desk'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('subject_kind__in', ['', 'user', 'desk', 'membership', 'invitation', 'apikey', 'service', 'digest'])), fields=['-id'], name='entry_of_accounts'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='entry_of_a_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('request_id', ''), _negated=True), fields=['request_id'], name='entry_of_a_request'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('note'), name='gin_trgm_ops'), condition=models.Q(('note', ''), _negated=True), name='entry_note_words'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('subject_label'), name='gin_trgm_ops'), condition=models.Q(('subject_kind', 'incident'), _negated=True), name='entry_label_words'),
        ),
    ]
