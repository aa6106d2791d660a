"""Hours to the end are kept for ten days as well, by the 1st, 11th and 21st of a month. They are
added up from the days that are kept."""

from django.db import migrations

DAY, TEN = 0, 2
ADD_UP = f"""
INSERT INTO measures_endingcell (kind, subject_id, grain, day, hours, cases)
SELECT kind, subject_id, {TEN}, ten, array_agg(hours ORDER BY hours), array_agg(cases ORDER BY hours)
FROM (
    SELECT kind, subject_id, hours, sum(cases)::int AS cases, date_trunc('month', day)::date
        + 10 * least((extract(day FROM day)::int - 1) / 10, 2) AS ten
    FROM (SELECT kind, subject_id, day, unnest(hours) AS hours, unnest(cases) AS cases
        FROM measures_endingcell WHERE grain = {DAY}) ended
    GROUP BY kind, subject_id, ten, hours HAVING sum(cases) <> 0) counted
GROUP BY kind, subject_id, ten ORDER BY kind, subject_id, ten
"""
FORGET = f"DELETE FROM measures_endingcell WHERE grain = {TEN}"


class Migration(migrations.Migration):
    dependencies = [("measures", "0013_blocks_of_hexagons")]

    operations = [migrations.RunSQL(ADD_UP, FORGET)]
