"""An occurrence has points of its own exactly where its item sets a range, and within it. scoring.md §5"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION contests_check_occurrence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE item record;
BEGIN
    SELECT low, high INTO item FROM contests_bonusitem WHERE id = NEW.item_id;
    IF item.low IS NULL AND NEW.points IS NOT NULL THEN
        RAISE EXCEPTION '这一项每次的分值由方案定，不用填' USING ERRCODE = 'check_violation';
    END IF;
    IF item.low IS NOT NULL AND (NEW.points IS NULL OR NEW.points = 0 OR NEW.points NOT BETWEEN item.low AND item.high) THEN
        RAISE EXCEPTION '分值应在 % 到 % 之间，不为 0', item.low, item.high USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER occurrence_points BEFORE INSERT OR UPDATE OF item_id, points ON contests_occurrence
    FOR EACH ROW EXECUTE FUNCTION contests_check_occurrence();
"""
BACKWARD = "DROP TRIGGER occurrence_points ON contests_occurrence; DROP FUNCTION contests_check_occurrence()"


class Migration(migrations.Migration):
    dependencies = [("contests", "0029_own_points")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
