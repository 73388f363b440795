"""A post for one holder has seat 1 only: a CHECK cannot read the post's row, so two triggers do."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cadres_single_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seat > 1 AND (SELECT single_seat FROM cadres_postkind WHERE id = NEW.post_id FOR SHARE) THEN
        RAISE EXCEPTION '一职一人的职务只有 1 个席位' USING ERRCODE = 'check_violation', CONSTRAINT = 'single_seat';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER single_seat BEFORE INSERT OR UPDATE OF seat, post_id ON cadres_appointment
    FOR EACH ROW EXECUTE FUNCTION cadres_single_seat();

CREATE FUNCTION cadres_post_becomes_single() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cadres_appointment WHERE post_id = NEW.id AND seat > 1) THEN
        RAISE EXCEPTION '该职务已有多人任职记录，不能改为一职一人'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'single_seat';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER post_becomes_single BEFORE UPDATE OF single_seat ON cadres_postkind
    FOR EACH ROW WHEN (NEW.single_seat AND NOT OLD.single_seat) EXECUTE FUNCTION cadres_post_becomes_single();
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD)]
