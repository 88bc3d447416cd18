"""Index the days and the areas in which an incident may have taken place, so that neighbours are one look-up.

Both grow with what is not known: a month is a month of days, a district a wide area. The functions are the one
home of these rules; queries call them, and PostgreSQL finds the indexes by them.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION crossref_days(earliest date, latest date) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN earliest IS NOT NULL OR latest IS NOT NULL
               THEN daterange(earliest, latest, '[]') END $$;

-- How far, in metres, the true place may be from the point that is given for it. UCDP calls 25 km near.
CREATE FUNCTION crossref_reach_m(location_precision text, uncertainty_m integer) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(uncertainty_m, CASE location_precision
       WHEN 'exact' THEN 1000 WHEN 'near' THEN 25000 WHEN 'adm3' THEN 25000 WHEN 'adm2' THEN 60000
       WHEN 'adm1' THEN 200000 WHEN 'region' THEN 300000 WHEN 'sea_or_air' THEN 300000
       WHEN 'country' THEN 800000 ELSE 50000 END)::double precision $$;

-- A box in degrees around the point: 111,320 m are one degree of latitude. Near the poles a degree of longitude
-- is never counted as less than a tenth of that.
CREATE FUNCTION crossref_area(latitude numeric, longitude numeric, reach_m double precision) RETURNS box
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT box(
       point(longitude::float8 - reach_m / (111320 * greatest(cos(radians(latitude::float8)), 0.1)),
             latitude::float8 - reach_m / 111320),
       point(longitude::float8 + reach_m / (111320 * greatest(cos(radians(latitude::float8)), 0.1)),
             latitude::float8 + reach_m / 111320)) $$;
"""

NO_FUNCTIONS = """
DROP FUNCTION crossref_area(numeric, numeric, double precision);
DROP FUNCTION crossref_reach_m(text, integer);
DROP FUNCTION crossref_days(date, date);
"""

INDEXES = """
CREATE INDEX crossref_days_and_areas ON incidents_incident USING gist (
    crossref_days(date_earliest, date_latest),
    crossref_area(latitude, longitude, crossref_reach_m(location_precision, coordinate_uncertainty_m))
);
CREATE INDEX crossref_days_without_point ON incidents_incident USING gist (
    crossref_days(date_earliest, date_latest)
) WHERE latitude IS NULL;
"""

NO_INDEXES = """
DROP INDEX crossref_days_without_point;
DROP INDEX crossref_days_and_areas;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("crossref", "0001_pairs_judgements_and_links"),
        ("incidents", "0001_incidents_and_claims"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]
