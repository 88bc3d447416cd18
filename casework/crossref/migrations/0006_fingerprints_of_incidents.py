"""Keep what counts of an incident when it is compared in one flat row, found by one integer key and the day.

A trigger makes every new version of an incident due: no service can forget to, nor can a bulk write.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models
from django.db.models import Q

FUNCTIONS = r"""
-- The name of a place as it is compared: folded, and without what only says which kind of place it is.
CREATE FUNCTION crossref_place(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT btrim(regexp_replace(regexp_replace(casework_fold(name), '[^[:alnum:]]+', ' ', 'g'),
       '\m(villages?|towns?|city|region|district|department|cercle|commune|province|state|governorate|county'
       '|camp|area|near|the|of)\M\s*', '', 'g')) $$;

-- What stays of a folded name when spellings differ: Tombouctou and Timbuktu are both “tmbkt”.
CREATE FUNCTION crossref_sound(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN length(sound) > 2 THEN sound ELSE '' END
     FROM (SELECT regexp_replace(left(plain, 1) || regexp_replace(substr(plain, 2), '[aeiou]', '', 'g'),
                                 '(.)\1+', '\1', 'g') AS sound
             FROM (SELECT translate(regexp_replace(replace(replace(replace(replace(replace(name,
                              'dj', 'j'), 'gh', 'g'), 'kh', 'k'), 'ch', 's'), 'sh', 's'),
                              '[^a-z]', '', 'g'), 'qcyvwzh', 'kkiuus') AS plain) spelt) sounded $$;

CREATE FUNCTION crossref_mark_new() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT id, 0, true, now() FROM made
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;

CREATE FUNCTION crossref_mark_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at) VALUES (NEW.id, 0, true, now())
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION crossref_mark_changed();
DROP FUNCTION crossref_mark_new();
DROP FUNCTION crossref_sound(text);
DROP FUNCTION crossref_place(text);
"""
TRIGGERS = """
CREATE TRIGGER crossref_new AFTER INSERT ON incidents_incident REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION crossref_mark_new();
CREATE TRIGGER crossref_changed AFTER UPDATE ON incidents_incident
    FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION crossref_mark_changed();
INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
     SELECT id, 0, true, now() FROM incidents_incident
ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
"""
NO_TRIGGERS = """
DROP TRIGGER crossref_changed ON incidents_incident;
DROP TRIGGER crossref_new ON incidents_incident;
DELETE FROM crossref_pairsearch WHERE version = 0;
"""
AREAS = """
CREATE FUNCTION crossref_days(earliest date, latest date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN earliest IS NOT NULL OR latest IS NOT NULL
               THEN daterange(earliest, latest, '[]') END $$;
CREATE FUNCTION crossref_area(latitude numeric, longitude numeric, reach_m double precision) RETURNS box
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT box(
       point(longitude::float8 - reach_m / (111320 * greatest(cos(radians(latitude::float8)), 0.1)),
             latitude::float8 - reach_m / 111320),
       point(longitude::float8 + reach_m / (111320 * greatest(cos(radians(latitude::float8)), 0.1)),
             latitude::float8 + reach_m / 111320)) $$;
CREATE INDEX crossref_days_and_areas ON incidents_incident USING gist (
    crossref_days(date_earliest, date_latest),
    crossref_area(latitude, longitude, crossref_reach_m(location_precision, coordinate_uncertainty_m))
);
CREATE INDEX crossref_days_without_point ON incidents_incident USING gist (
    crossref_days(date_earliest, date_latest)
) WHERE latitude IS NULL;
"""
NO_AREAS = """
DROP INDEX crossref_days_without_point;
DROP INDEX crossref_days_and_areas;
DROP FUNCTION crossref_area(numeric, numeric, double precision);
DROP FUNCTION crossref_days(date, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("codebook", "0001_vocabularies_actors_and_places"),
        ("crossref", "0005_what_follows_about_pairs"),
        ("incidents", "0004_incident_due"),
    ]

    operations = [
        migrations.RunSQL(NO_AREAS, AREAS),
        migrations.AddField(
            "pairsearch", "is_stale", models.BooleanField(default=True)
        ),
        migrations.AddField(
            "pairsearch",
            "due_at",
            models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), null=True
            ),
        ),
        migrations.AlterField(
            "pairsearch", "version", models.PositiveIntegerField(default=0, verbose_name="version")
        ),
        migrations.AddIndex(
            "pairsearch",
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="pair_search_due"),
        ),
        migrations.AddIndex(
            "pairsearch",
            models.Index(fields=["incident"], condition=Q(is_stale=True), name="pair_search_stale"),
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
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
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='fingerprint', serialize=False, to='incidents.incident', verbose_name='incident')),
            ],
            options={
                'verbose_name': 'fingerprint',
                'verbose_name_plural': 'fingerprints',
                'indexes': [models.Index(fields=['cell', 'first_day'], name='fingerprint_cells'), models.Index(condition=models.Q(('cell__isnull', False)), fields=['country', 'time', 'first_day'], name='fingerprint_countries')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('time__isnull', True)), models.Q(('first_day__isnull', False), ('first_day__lte', models.F('last_day')), ('last_day__isnull', False), ('time__isnull', False)), _connector='OR'), name='fingerprint_days_whole', violation_error_message='A fingerprint has both of its days, or neither.')],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
