"""What an award gives the holders of posts is frozen with its scheme."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER scheme_freeze BEFORE INSERT OR UPDATE OR DELETE ON contests_awardpost
    FOR EACH ROW EXECUTE FUNCTION contests_freeze_scheme();
"""
BACKWARD = "DROP TRIGGER scheme_freeze ON contests_awardpost;"


class Migration(migrations.Migration):
    dependencies = [("contests", "0031_awards_and_ties")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
