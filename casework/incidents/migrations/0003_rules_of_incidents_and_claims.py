import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """Constraints that hold for every row, and the triggers that keep claims as they were made."""

    dependencies = [("incidents", "0002_claims_stay_with_their_incident")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='casualtyclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='f45845139c3bfe3d803f915001e87faeb1d17d26', operation='UPDATE', pgid='pgtrigger_never_changed_4eeac', table='incidents_casualtyclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casualtyclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='a90deb01de98c6e5078638d6ff165c877c0f2570', operation='DELETE', pgid='pgtrigger_never_deleted_903b4', table='incidents_casualtyclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casualtyclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='51870d43eb6e0dbc170ed4e17e113f219469212c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_6d14c', table='incidents_casualtyclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casualtyclaim',
            trigger=pgtrigger.compiler.Trigger(name='kind_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'casualties' THEN\n    RAISE EXCEPTION 'This claim is of another kind.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';\nEND IF;\nRETURN NEW;\n", hash='d6ce921a54a8a65fb0d3af5cba680087b1c650ad', operation='INSERT', pgid='pgtrigger_kind_fits_c6026', table='incidents_casualtyclaim', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='dateclaim',
            constraint=models.CheckConstraint(condition=models.Q(('date_earliest__isnull', True), ('date_latest__isnull', True), ('date_earliest__lte', models.F('date_latest')), _connector='OR'), name='date_claim_dates_in_order', violation_error_message='The earliest day comes after the latest. Write the earlier day first.'),
        ),
        migrations.AddConstraint(
            model_name='dateclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_earliest__isnull', True), ('date_edtf', ''), ('date_latest__isnull', True), ('date_precision', 'unknown')), models.Q(models.Q(('date_edtf', ''), _negated=True), models.Q(models.Q(('date_earliest__isnull', False), ('date_latest__isnull', False), models.Q(models.Q(('date_earliest', models.F('date_latest')), ('date_precision', 'day')), models.Q(('date_earliest__lt', models.F('date_latest')), ('date_precision__in', ['range', 'week', 'month', 'year'])), _connector='OR')), models.Q(models.Q(('date_earliest__isnull', False), ('date_latest__isnull', False), _connector='OR'), ('date_precision', 'unknown')), _connector='OR')), _connector='OR'), name='date_claim_date_whole', violation_error_message='Give the date with its first and last day and how exact it is, or no date.'),
        ),
        migrations.AddConstraint(
            model_name='dateclaim',
            constraint=models.CheckConstraint(condition=models.Q(('time_of_day__in', ['before_dawn', 'dawn', 'morning', 'midday', 'afternoon', 'evening', 'night', 'overnight', 'unknown'])), name='date_claim_time_of_day_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='dateclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_edtf', ''), _negated=True), models.Q(('time_of_day', 'unknown'), _negated=True), _connector='OR'), name='date_claim_says_something', violation_error_message='Give a date, or a time of day.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='91fddb28f0113d57efe0e94eb481fe21f7e99238', operation='UPDATE', pgid='pgtrigger_never_changed_d0b46', table='incidents_dateclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='279d8337e9e4dd1e60af411d89ab10ff1336e78b', operation='DELETE', pgid='pgtrigger_never_deleted_74ccd', table='incidents_dateclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='187cad812fd268ba650de16d57e6d2b16d2f5eb3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_2f3a3', table='incidents_dateclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateclaim',
            trigger=pgtrigger.compiler.Trigger(name='kind_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'date' THEN\n    RAISE EXCEPTION 'This claim is of another kind.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';\nEND IF;\nRETURN NEW;\n", hash='cb2f1f2efc76aaac6f5602b30b71f5606655b2b9', operation='INSERT', pgid='pgtrigger_kind_fits_9ab8c', table='incidents_dateclaim', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('review_state__in', ['new', 'verifying', 'pending', 'submitted', 'reviewed', 'approved', 'returned', 'rejected', 'withdrawn', 'merged'])), name='incident_state_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1), models.Q(('published_version__isnull', True), models.Q(('published_version__gte', 1), ('published_version__lte', models.F('version'))), _connector='OR')), name='incident_versions_in_order', violation_error_message='The public version cannot be newer than the incident.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('review_state', 'merged')), models.Q(models.Q(('review_state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='incident_merged_into_when_merged', violation_error_message='A merged incident points to the one it went into, and no other does.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='incident_not_merged_into_itself', violation_error_message='An incident cannot be merged into itself. Choose the other one.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('review_state__in', ('submitted', 'reviewed', 'approved')), _negated=True), ('submitted_by__isnull', False), _connector='OR'), models.Q(models.Q(('review_state__in', ('reviewed', 'approved')), _negated=True), ('reviewed_by__isnull', False), _connector='OR'), models.Q(models.Q(('review_state__in', ('approved',)), _negated=True), ('approved_by__isnull', False), _connector='OR')), name='incident_marks_named', violation_error_message='Submission, review and approval each need the name of who did it.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('review_state__in', ('new', 'verifying', 'pending')), _negated=True), ('submitted_by__isnull', True), _connector='OR'), models.Q(models.Q(('review_state__in', ('new', 'verifying', 'pending', 'submitted', 'returned')), _negated=True), ('reviewed_by__isnull', True), _connector='OR'), models.Q(models.Q(('review_state__in', ('new', 'verifying', 'pending', 'submitted', 'returned', 'reviewed')), _negated=True), ('approved_by__isnull', True), _connector='OR')), name='incident_marks_fit_state', violation_error_message='The incident carries the mark of a step that it has not reached.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('people_required__in', [2, 3])), name='incident_people_required_two_or_three', violation_error_message='Choose 2 or 3 people.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('contributor_ids__contains', [models.F('submitted_by')]), _connector='OR'), name='incident_submitter_contributes', violation_error_message='Whoever submits an incident counts among its contributors.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('contributor_ids__contains', [models.F('reviewed_by')]), _negated=True), _connector='OR'), name='incident_reviewer_no_contributor', violation_error_message='You changed this incident, so a colleague has to review it.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('contributor_ids__contains', [models.F('approved_by')]), _negated=True), _connector='OR'), name='incident_approver_no_contributor', violation_error_message='You changed this incident, so another supervisor has to approve it.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('reviewed_by__isnull', True), ('people_required', 2), models.Q(('approved_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='incident_approver_not_reviewer', violation_error_message='You reviewed this incident, so another supervisor has to approve it.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('title__regex', '\\S')), name='incident_title_said', violation_error_message='Give the incident a title.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('date_earliest__isnull', True), ('date_latest__isnull', True), ('date_earliest__lte', models.F('date_latest')), _connector='OR'), name='incident_dates_in_order', violation_error_message='The earliest day comes after the latest. Write the earlier day first.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_earliest__isnull', True), ('date_edtf', ''), ('date_latest__isnull', True), ('date_precision', 'unknown')), models.Q(models.Q(('date_edtf', ''), _negated=True), models.Q(models.Q(('date_earliest__isnull', False), ('date_latest__isnull', False), models.Q(models.Q(('date_earliest', models.F('date_latest')), ('date_precision', 'day')), models.Q(('date_earliest__lt', models.F('date_latest')), ('date_precision__in', ['range', 'week', 'month', 'year'])), _connector='OR')), models.Q(models.Q(('date_earliest__isnull', False), ('date_latest__isnull', False), _connector='OR'), ('date_precision', 'unknown')), _connector='OR')), _connector='OR'), name='incident_date_whole', violation_error_message='Give the date with its first and last day and how exact it is, or no date.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='incident_point_whole', violation_error_message='Give both latitude and longitude, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90)), _connector='OR'), models.Q(('longitude__isnull', True), models.Q(('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR')), name='incident_point_on_earth', violation_error_message='Latitude goes from -90 to 90, longitude from -180 to 180. Check the order.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('time_of_day__in', ['before_dawn', 'dawn', 'morning', 'midday', 'afternoon', 'evening', 'night', 'overnight', 'unknown'])), name='incident_time_of_day_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('duration_kind__in', ['single', 'extended', 'uncertain'])), name='incident_duration_kind_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['unassessed', 'confirmed', 'fair', 'weak', 'contested', 'discounted'])), name='incident_grade_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('tlp__in', ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'])), name='incident_tlp_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('location_precision__in', ['exact', 'near', 'adm3', 'adm2', 'adm1', 'region', 'country', 'sea_or_air', 'unknown'])), name='incident_location_precision_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('location_precision', 'exact'), _negated=True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='incident_exact_has_point', violation_error_message='An exact place needs coordinates. Give them, or choose less exact.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('coordinate_uncertainty_m__isnull', True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='incident_uncertainty_has_point', violation_error_message='An uncertainty in metres needs coordinates to start from.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('event_type__isnull', False), ('sub_event_type__isnull', True), _connector='OR'), name='incident_sub_event_type_below_event_type', violation_error_message='Choose the event type that the sub-event type belongs to.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('published_version__isnull', True), ('tlp', 'CLEAR'), _connector='OR'), name='incident_public_only_when_clear', violation_error_message='This incident is public. Withdraw it before you restrict sharing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='terms_fit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT 1 FROM codebook_term t\n    WHERE (t.id = NEW.event_type_id AND t.vocabulary_id <> 'event_type')\n       OR (t.id = NEW.sub_event_type_id\n           AND (t.vocabulary_id <> 'sub_event_type' OR t.parent_id IS DISTINCT FROM NEW.event_type_id))\n       OR (t.id = NEW.target_type_id AND t.vocabulary_id <> 'target_type')\n) THEN\n    RAISE EXCEPTION 'A term is of another vocabulary, or below another event type.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_terms_fit';\nEND IF;\nRETURN NEW;\n", hash='aee980991a1d7196693fb25c35741fe6da3badff', operation='INSERT OR UPDATE', pgid='pgtrigger_terms_fit_b738e', table='incidents_incident', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['casualties', 'attribution', 'date', 'place', 'term'])), name='claim_kind_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['live', 'superseded', 'retracted'])), name='claim_status_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('as_reported__regex', '\\S')), name='claim_as_reported_said', violation_error_message='Give the words in which the source says it.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('supersedes', models.F('id')), _negated=True), _connector='OR'), name='claim_supersedes_another', violation_error_message='A claim cannot supersede itself.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('part_of__isnull', True), models.Q(('part_of', models.F('id')), _negated=True), _connector='OR'), name='claim_part_of_another', violation_error_message='A claim cannot be a part of itself.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('part_of__isnull', True), ('kind', 'casualties'), _connector='OR'), name='claim_only_numbers_have_parts', violation_error_message='Only a number of casualties can be part of another.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('origin__isnull', True), models.Q(('origin', models.F('incident')), _negated=True), _connector='OR'), name='claim_origin_is_elsewhere', violation_error_message='The origin of a claim is the other incident that it came from.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."as_reported" IS DISTINCT FROM (NEW."as_reported") OR OLD."citation_id" IS DISTINCT FROM (NEW."citation_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."part_of_id" IS DISTINCT FROM (NEW."part_of_id") OR OLD."supersedes_id" IS DISTINCT FROM (NEW."supersedes_id"))', func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Only incident, status, origin may change.';\n", hash='17b4a81a572024a67b974450ae0f7d2362557bbf', operation='UPDATE', pgid='pgtrigger_never_changed_b7368', table='incidents_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='2cd104d8926c18f675749ce4ebcb3204d9e8e07d', operation='DELETE', pgid='pgtrigger_never_deleted_63f18', table='incidents_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='0a7a8eeed2ff586a7d307c761a7edd55cd969029', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_5cc68', table='incidents_claim', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='citation_start_before_end', violation_error_message='Select at least one character.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact')))), name='citation_offsets_fit_quote', violation_error_message='The quote is not as long as its offsets say. Select it again.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('exact__regex', '\\S')), name='citation_quote_said', violation_error_message='Select words, not only spaces.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('credibility__in', ['1', '2', '3', '4', '5', '6'])), name='citation_credibility_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('tlp__in', ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'])), name='citation_tlp_known', violation_error_message='Choose one of the listed values.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."exact" IS DISTINCT FROM (NEW."exact") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."suffix" IS DISTINCT FROM (NEW."suffix"))', func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Only incident, attributed_to, credibility, tlp may change.';\n", hash='9b5ffc056312519d3b7f448018a42e1de6e8e69a', operation='UPDATE', pgid='pgtrigger_never_changed_f3d2a', table='incidents_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='2bc320b746961e159195373cd9400a6b42bd9d15', operation='DELETE', pgid='pgtrigger_never_deleted_f6d97', table='incidents_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='af6b39348890ae4742b71f7bba27fb379cc6bda1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_98d0e', table='incidents_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='quote_is_in_snapshot', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nIF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)\n    FROM sources_snapshot WHERE id = NEW.snapshot_id) IS DISTINCT FROM NEW.exact THEN\n    RAISE EXCEPTION \'The quoted words are not at that place in the snapshot.\'\n        USING ERRCODE = \'check_violation\', CONSTRAINT = \'citation_quote_is_in_snapshot\';\nEND IF;\nRETURN NEW;\n', hash='afc0830bbe905da14c76e616b62d57f8067dac99', operation='INSERT', pgid='pgtrigger_quote_is_in_snapshot_fa844', table='incidents_citation', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('incident', 'version'), name='revision_one_per_version', violation_error_message='This version of the incident is kept already.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='revision_version_from_one', violation_error_message='Versions count from 1.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='revision_sha256_whole', violation_error_message='A sha256 has 64 hexadecimal digits.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='revision_reason_said', violation_error_message='Say which step the revision was kept for.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revision',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='348980c430d63eb41bfaea0065c8509db60ce9b6', operation='UPDATE', pgid='pgtrigger_never_changed_cfcc6', table='incidents_revision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revision',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='cd12bb5ba80c624b2535ebee78c7bf2ba7a7a14a', operation='DELETE', pgid='pgtrigger_never_deleted_d2ead', table='incidents_revision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revision',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='66110f2edf155c401bf34d71af7b6c4dc220f3ea', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_fd9b7', table='incidents_revision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attributionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['perpetrator', 'co_perpetrator', 'target', 'victim_group', 'supporting', 'intercepting'])), name='attribution_claim_role_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='attributionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['claimed', 'attributed_by_government', 'attributed_by_witness', 'attributed_by_third_party', 'assessed_by_us', 'suspected', 'denied', 'unidentified'])), name='attribution_claim_basis_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='attributionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['confirmed', 'probable', 'possible', 'unlikely', ''])), name='attribution_claim_confidence_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='attributionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('actor__isnull', False), ('basis', 'unidentified'), _connector='OR'), name='attribution_claim_names_actor', violation_error_message='Choose the actor, or “Nobody identified” as the basis.'),
        ),
        migrations.AddConstraint(
            model_name='attributionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('claim_mode__isnull', True), models.Q(('basis', 'claimed'), ('claim_mode__in', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), _connector='OR'), name='attribution_claim_mode_when_claimed', violation_error_message='How it was claimed belongs only to the basis “Claimed by the actor”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attributionclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='d8158d20ed6f34e3fd3d292ddd0d616f55b50697', operation='UPDATE', pgid='pgtrigger_never_changed_99d77', table='incidents_attributionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attributionclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='a8ae532a264b05c0dd26420e750648db30c901e1', operation='DELETE', pgid='pgtrigger_never_deleted_3fb94', table='incidents_attributionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attributionclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='7f1fa1bb2909c9905a0e12b97deb9baef7ee6d92', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_481ab', table='incidents_attributionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attributionclaim',
            trigger=pgtrigger.compiler.Trigger(name='kind_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'attribution' THEN\n    RAISE EXCEPTION 'This claim is of another kind.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';\nEND IF;\nRETURN NEW;\n", hash='7698e28207e903e03f18f0f1085bdd6b19ff8914', operation='INSERT', pgid='pgtrigger_kind_fits_04d69', table='incidents_attributionclaim', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['killed', 'injured', 'missing', 'abducted'])), name='assessment_outcome_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['total', 'civilian', 'military', 'police', 'peacekeeper', 'armed_group', 'perpetrator', 'humanitarian', 'journalist', 'children', 'women', 'unknown'])), name='assessment_category_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('rule__in', ['range', 'conservative', 'majority', 'most_reliable'])), name='assessment_rule_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('best__isnull', True), ('high__isnull', True), ('low__isnull', True)), models.Q(models.Q(('low__isnull', False), ('best__isnull', False), ('high__isnull', False), _connector='OR'), models.Q(('low__isnull', True), ('best__isnull', True), ('low__lte', models.F('best')), _connector='OR'), models.Q(('best__isnull', True), ('high__isnull', True), ('best__lte', models.F('high')), _connector='OR'), models.Q(('low__isnull', True), ('high__isnull', True), ('low__lte', models.F('high')), _connector='OR')), _connector='OR'), name='assessment_ordered', violation_error_message='An assessment needs low ≤ best ≤ high, or no number at all: unknown.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('incident', 'outcome', 'category'), name='assessment_one_current', violation_error_message='This number is assessed already. Replace that assessment.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('countersigned_at__isnull', True), ('countersigned_by__isnull', True)), models.Q(('countersigned_at__isnull', False), ('countersigned_by__isnull', False)), _connector='OR'), name='assessment_countersignature_whole', violation_error_message='A countersignature has a name and a time.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('countersigned_by__isnull', True), models.Q(('countersigned_by', models.F('signed_by')), _negated=True), _connector='OR'), name='assessment_countersigned_by_another', violation_error_message='You signed this number, so a colleague has to countersign it.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."best" IS DISTINCT FROM (NEW."best") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."rule" IS DISTINCT FROM (NEW."rule"))', func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Only incident, signed_by, signed_at, countersigned_by, countersigned_at, replaced_at may change.';\n", hash='e662a18f5d5dc6b3b3b80f4d84fc8ca8fb8c5f89', operation='UPDATE', pgid='pgtrigger_never_changed_b051a', table='incidents_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='7f6a17300bcbf4361d8b1a35e065643a8bbfc0c1', operation='DELETE', pgid='pgtrigger_never_deleted_54dab', table='incidents_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='124265982904593760ab63e26042213370840d02', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_a0d1e', table='incidents_assessment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='place_claim_point_whole', violation_error_message='Give both latitude and longitude, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90)), _connector='OR'), models.Q(('longitude__isnull', True), models.Q(('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR')), name='place_claim_point_on_earth', violation_error_message='Latitude goes from -90 to 90, longitude from -180 to 180. Check the order.'),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(('location_precision__in', ['exact', 'near', 'adm3', 'adm2', 'adm1', 'region', 'country', 'sea_or_air', 'unknown'])), name='place_claim_location_precision_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('location_precision', 'exact'), _negated=True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='place_claim_exact_has_point', violation_error_message='An exact place needs coordinates. Give them, or choose less exact.'),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(('coordinate_uncertainty_m__isnull', True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='place_claim_uncertainty_has_point', violation_error_message='An uncertainty in metres needs coordinates to start from.'),
        ),
        migrations.AddConstraint(
            model_name='placeclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place_name', ''), _negated=True), models.Q(('admin1', ''), _negated=True), models.Q(('admin2', ''), _negated=True), models.Q(('admin3', ''), _negated=True), ('place__isnull', False), ('country__isnull', False), ('latitude__isnull', False), _connector='OR'), name='place_claim_says_something', violation_error_message='Give at least a name, a country or coordinates.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='b1abb70ff37a338cc6ef89d2b28acc0f03f4ed15', operation='UPDATE', pgid='pgtrigger_never_changed_7abbb', table='incidents_placeclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='fd94a82cfd887ca5c2d1e5320c9829a1841304f3', operation='DELETE', pgid='pgtrigger_never_deleted_e3f6e', table='incidents_placeclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='e9c2b68d6fd912b5c2be733ce8b9553680c2fade', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_7a268', table='incidents_placeclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeclaim',
            trigger=pgtrigger.compiler.Trigger(name='kind_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'place' THEN\n    RAISE EXCEPTION 'This claim is of another kind.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';\nEND IF;\nRETURN NEW;\n", hash='71851eb9f482897e0a5f555bd2be3eaf0ff4e5bd', operation='INSERT', pgid='pgtrigger_kind_fits_20949', table='incidents_placeclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',\n    HINT = 'Add a new row instead.';\n", hash='8b1583d3462c46a805c5224fdb9ca6c0aa1ba7e2', operation='UPDATE', pgid='pgtrigger_never_changed_cae74', table='incidents_termclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add a row that says what is no longer true.';\n", hash='df78f7a7266ea65ce7850ff38e7b661d8830de49', operation='DELETE', pgid='pgtrigger_never_deleted_c095f', table='incidents_termclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION USING\n    ERRCODE = 'restrict_violation',\n    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',\n    HINT = 'Add rows that say what is no longer true.';\n", hash='04910bacfbcc2f0ba055c7f58010a9e0f16a1e27', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_cd9db', table='incidents_termclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termclaim',
            trigger=pgtrigger.compiler.Trigger(name='kind_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'term' THEN\n    RAISE EXCEPTION 'This claim is of another kind.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';\nEND IF;\nRETURN NEW;\n", hash='4f9eb5b6871fd9016f64a4cada1e3ab10a3f1c3e', operation='INSERT', pgid='pgtrigger_kind_fits_db93f', table='incidents_termclaim', when='BEFORE')),
        ),
    ]
