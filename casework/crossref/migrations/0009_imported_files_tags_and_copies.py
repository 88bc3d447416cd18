"""Take files of other data sets from people; remember which tags a merge brought; count copies."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# What an incident rests on counts in its fingerprint: a document that is put beside it, and a copy that is found
# of one, make it due, as a new version does.
COPIES = """
CREATE FUNCTION crossref_mark_beside() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT coalesce(NEW.incident_id, OLD.incident_id), 0, true, now()
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;
CREATE TRIGGER crossref_beside AFTER INSERT OR DELETE ON incidents_incidentdocument
    FOR EACH ROW EXECUTE FUNCTION crossref_mark_beside();

CREATE FUNCTION crossref_mark_copied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT incident_id, 0, true, now()
           FROM (SELECT incident_id FROM incidents_incidentdocument
                  WHERE document_id IN (NEW.left_id, NEW.right_id)
                  UNION
                 SELECT q.incident_id
                   FROM incidents_citation q JOIN sources_snapshot s ON s.id = q.snapshot_id
                  WHERE s.document_id IN (NEW.left_id, NEW.right_id)) resting
          ORDER BY incident_id
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;
CREATE TRIGGER crossref_copied AFTER INSERT ON sources_tie
    FOR EACH ROW WHEN (NEW.kind = 'copy') EXECUTE FUNCTION crossref_mark_copied();

UPDATE crossref_pairsearch SET is_stale = true, due_at = now()
 WHERE incident_id IN (
    SELECT l.incident_id FROM incidents_incidentdocument l
      JOIN sources_tie t ON l.document_id IN (t.left_id, t.right_id) WHERE t.kind = 'copy'
     UNION
    SELECT q.incident_id FROM incidents_citation q JOIN sources_snapshot s ON s.id = q.snapshot_id
      JOIN sources_tie t ON s.document_id IN (t.left_id, t.right_id) WHERE t.kind = 'copy');
"""
NO_COPIES = """
DROP TRIGGER crossref_copied ON sources_tie;
DROP FUNCTION crossref_mark_copied();
DROP TRIGGER crossref_beside ON incidents_incidentdocument;
DROP FUNCTION crossref_mark_beside();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('crossref', '0008_documents_offered_to_incidents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='sha256 of the file')),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.', verbose_name='size')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='brought')),
                ('state', models.CharField(choices=[('checking', 'Being checked'), ('checked', 'Checked, nothing written'), ('importing', 'Being imported'), ('imported', 'Imported'), ('refused', 'Refused')], default='checking', max_length=10, verbose_name='state')),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, null=True)),
                ('dataset', models.CharField(blank=True, choices=[('ucdp_ged', 'UCDP GED'), ('acled', 'ACLED')], default='', max_length=10, verbose_name='data set')),
                ('lines', models.PositiveIntegerField(blank=True, help_text='Known once the file was checked.', null=True, verbose_name='rows')),
                ('counts', models.JSONField(default=dict, help_text='New, changed, as they were and refused, so far.', verbose_name='counts')),
                ('flags', models.JSONField(default=dict, help_text='What is odd in the rows, and how often.', verbose_name='flags')),
                ('refusals', models.JSONField(default=list, help_text='The line of each, and the sentence that says why.', verbose_name='refused rows')),
                ('refused_because', models.TextField(blank=True, default='', verbose_name='why it was refused')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
            ],
            options={
                'verbose_name': 'import of external records',
                'verbose_name_plural': 'imports of external records',
                'ordering': ['-pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mergejournal',
            name='never_changed',
        ),
        migrations.AddField(
            model_name='mergejournal',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, help_text="Those of the survivor's desk that it does not have of its own.", size=None, verbose_name='tags that the donor brought'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergejournal',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."after" IS DISTINCT FROM (NEW."after") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."choices" IS DISTINCT FROM (NEW."choices") OR OLD."citations" IS DISTINCT FROM (NEW."citations") OR OLD."claims" IS DISTINCT FROM (NEW."claims") OR OLD."documents" IS DISTINCT FROM (NEW."documents") OR OLD."donor_id" IS DISTINCT FROM (NEW."donor_id") OR OLD."donor_sha256" IS DISTINCT FROM (NEW."donor_sha256") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."survivor_id" IS DISTINCT FROM (NEW."survivor_id") OR OLD."survivor_sha256" IS DISTINCT FROM (NEW."survivor_sha256") OR OLD."survivor_version" IS DISTINCT FROM (NEW."survivor_version") OR OLD."tags" IS DISTINCT FROM (NEW."tags"))', func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Only before, ended_at, ended_by may change.';\n", hash='d6c76f5cc5f0fd0181c141f389418409c127ed6b', operation='UPDATE', pgid='pgtrigger_never_changed_f02d4', table='crossref_mergejournal', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='recordimport',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by'),
        ),
        migrations.AddField(
            model_name='recordimport',
            name='imported_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by'),
        ),
        migrations.AddIndex(
            model_name='recordimport',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='record_import_due'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['checking', 'importing'])), models.Q(('due_at__isnull', True), ('finished_at__isnull', True), ('state', 'checked')), models.Q(('due_at__isnull', True), ('finished_at__isnull', False), ('state__in', ['imported', 'refused'])), _connector='OR'), name='record_import_due_while_worked_on', violation_error_message='Only an import that is not finished can be due.'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('refused_because', ''), _negated=True)), models.Q(models.Q(('state', 'refused'), _negated=True), ('refused_because', '')), _connector='OR'), name='record_import_refused_says_why', violation_error_message='Say why the file was refused.'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['importing', 'imported']), _negated=True), ('imported_by__isnull', False), _connector='OR'), name='record_import_in_somebodys_name', violation_error_message='Rows are brought in by somebody.'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1)), name='record_import_of_some_bytes', violation_error_message='An import has a file with at least one byte.'),
        ),
        migrations.RunSQL(COPIES, NO_COPIES),
    ]
