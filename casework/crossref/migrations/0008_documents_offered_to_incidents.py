"""Offer documents to the incidents they may be about. Those that are filed already are due at once."""

import casework.crossref.models.pair
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


DUE = """
UPDATE sources_document SET match_due_at = now()
 WHERE id IN (SELECT document_id FROM sources_textprint WHERE computed_at IS NOT NULL)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('crossref', '0007_external_records'),
        ('incidents', '0008_passages_in_later_texts'),
        ('sources', '0008_checks_of_kept_bytes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(editable=False, max_length=3, null=True)),
                ('first_day', models.DateField(editable=False, null=True)),
                ('last_day', models.DateField(editable=False, null=True)),
                ('latitude', models.FloatField(editable=False, null=True)),
                ('longitude', models.FloatField(editable=False, null=True)),
                ('reach_km', models.FloatField(editable=False)),
                ('space', models.SmallIntegerField(editable=False)),
                ('time', models.SmallIntegerField(editable=False, null=True)),
                ('cell', models.BigIntegerField(editable=False, null=True)),
                ('place_name', models.TextField(editable=False)),
                ('place_names', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), editable=False, size=None)),
                ('place_sounds', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), editable=False, size=None)),
                ('event_type', models.BigIntegerField(editable=False, null=True)),
                ('target_type', models.BigIntegerField(editable=False, null=True)),
                ('killed', models.IntegerField(editable=False, null=True)),
                ('killed_low', models.IntegerField(editable=False, null=True)),
                ('killed_high', models.IntegerField(editable=False, null=True)),
                ('injured', models.IntegerField(editable=False, null=True)),
                ('injured_low', models.IntegerField(editable=False, null=True)),
                ('injured_high', models.IntegerField(editable=False, null=True)),
                ('actors', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, size=None)),
                ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, size=None)),
                ('is_dated', models.BooleanField(editable=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='sources.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'indexes': [models.Index(fields=['cell', 'first_day'], name='mention_cells'), models.Index(condition=models.Q(('cell__isnull', False)), fields=['country', 'time', 'first_day'], name='mention_countries')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cell__isnull', True), models.Q(('first_day__isnull', False), ('time__isnull', False)), _connector='OR'), name='mention_found_by_its_days', violation_error_message='Only a mention with days can be looked for.')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.DecimalField(decimal_places=3, help_text='From 0, nothing alike, to 1.', max_digits=4, verbose_name='likeness')),
                ('reasons', models.JSONField(blank=True, default=list, validators=[casework.crossref.models.pair.validate_reasons], verbose_name='reasons')),
                ('computed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='computed at')),
                ('answer', models.CharField(choices=[('open', 'Not answered'), ('yes', 'It is about it'), ('no', 'It is not about it'), ('unsure', 'Not sure')], default='open', max_length=6, verbose_name='answer')),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('has_attached', models.BooleanField(default=False, help_text='The answer put the document beside the incident, where it did not lie before.', verbose_name='put beside')),
                ('facts', models.JSONField(blank=True, default=dict, help_text='What counted when it was answered: what the incident said, and which text was read.', verbose_name='facts')),
                ('seen_version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version of the incident that was looked at for changes')),
                ('changed_at', models.DateTimeField(blank=True, editable=False, help_text='When it was noticed that one of the two says something else than when it was answered.', null=True, verbose_name='changed')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='sources.document', verbose_name='document')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='incidents.incident', verbose_name='incident')),
            ],
            options={
                'verbose_name': 'offer of a document',
                'verbose_name_plural': 'offers of documents',
                'ordering': ['-score', 'document', 'incident'],
                'indexes': [models.Index(condition=models.Q(('answer', 'open'), ('score__gt', 0)), fields=['-score'], name='offer_open_likeliest')],
                'constraints': [models.UniqueConstraint(fields=('document', 'incident'), name='offer_once', violation_error_message='This document is offered to this incident already.'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='offer_score_from_0_to_1', violation_error_message='The likeness goes from 0 to 1.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'open'), ('at__isnull', True), ('by__isnull', True)), models.Q(('answer__in', ['yes', 'no', 'unsure']), ('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='offer_answered_by_somebody', violation_error_message='Say who answered and when, or leave the offer open.'), models.CheckConstraint(condition=models.Q(('has_attached', False), ('answer', 'yes'), _connector='OR'), name='offer_attached_by_a_yes', violation_error_message='Only the answer that it is about it puts a document beside.'), models.CheckConstraint(condition=models.Q(('changed_at__isnull', True), ('answer__in', ['no', 'unsure']), _connector='OR'), name='offer_asked_again_after_an_answer', violation_error_message='Only an offer that was answered can be asked again.')],
            },
        ),
        migrations.RunSQL(DUE, migrations.RunSQL.noop),
    ]
