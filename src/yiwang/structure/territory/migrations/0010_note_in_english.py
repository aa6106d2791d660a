from django.db import migrations, models

# What packs wrote in one line until now: Chinese, then English in brackets.
APART = r"""
UPDATE territory_net SET
    geometry_note = regexp_replace(geometry_note, ' \([ -~]+\)$', ''),
    geometry_note_en = substring(geometry_note FROM ' \(([ -~]+)\)$')
WHERE geometry_note ~ ' \([ -~]+\)$'
"""
TOGETHER = """
UPDATE territory_net SET geometry_note = geometry_note || ' (' || geometry_note_en || ')'
WHERE geometry_note_en <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0009_brand")]
    operations = [
        migrations.AddField(
            model_name="net",
            name="geometry_note_en",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.RunSQL(APART, TOGETHER),
    ]
