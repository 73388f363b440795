"""A document number stands once in a contest; what a second press registered twice is marked."""

from django.db import migrations, models

MARK_DOUBLES = """
UPDATE contests_basisdocument AS later SET number = left(number, 40) || '（重复' || id || '）'
WHERE number <> '' AND EXISTS (
    SELECT FROM contests_basisdocument AS first
    WHERE first.contest_id = later.contest_id AND first.number = later.number AND first.id < later.id
)
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0033_reminder_kind")]

    operations = [
        migrations.RunSQL(MARK_DOUBLES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="basisdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("contest", "number"),
                name="document_number",
                violation_error_message="这个文号的文件已经登记过",
            ),
        ),
    ]
