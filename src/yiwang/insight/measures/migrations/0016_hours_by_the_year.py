"""Hours to the end are kept by the year as well, added up from the months that are kept."""

from django.db import migrations

MONTH, YEAR = 1, 3
ADD_UP = f"""
INSERT INTO measures_endingcell (kind, subject_id, grain, day, hours, cases)
SELECT kind, subject_id, {YEAR}, year,
    array_agg(hours ORDER BY hours), array_agg(cases ORDER BY hours)
FROM (
    SELECT kind, subject_id, hours, sum(cases)::int AS cases, date_trunc('year', day)::date AS year
    FROM (SELECT kind, subject_id, day, unnest(hours) AS hours, unnest(cases) AS cases
        FROM measures_endingcell WHERE grain = {MONTH}) ended
    GROUP BY kind, subject_id, year, hours HAVING sum(cases) <> 0) counted
GROUP BY kind, subject_id, year ORDER BY kind, subject_id, year
"""
FORGET = f"DELETE FROM measures_endingcell WHERE grain = {YEAR}"


class Migration(migrations.Migration):
    dependencies = [("measures", "0015_reported_in_an_area")]

    operations = [migrations.RunSQL(ADD_UP, FORGET)]
