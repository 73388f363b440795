"""The county's order is append-only; between which days points are taken is written down to the scoring of the contest."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contests_countyranking
    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contests_countyrank
    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();
CREATE TRIGGER known_keys AFTER INSERT ON contests_countyrank REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION scoring_check_keys(
        'ranking_id', 'contests_countyranking', 'standing_id', 'scoring_standing');

CREATE FUNCTION contests_scoring_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[] := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.contest_id END,
                              CASE WHEN TG_OP <> 'DELETE' THEN NEW.contest_id END];
BEGIN
    UPDATE scoring_assessment a SET scoring_starts_on = s.starts_on, scoring_ends_on = s.ends_on
    FROM (
        SELECT c.id, min(g.starts_on) AS starts_on, max(g.ends_on) AS ends_on
        FROM unnest(ids) c(id)
        LEFT JOIN (contests_conteststage g JOIN contests_stagekind k ON k.id = g.kind_id AND k.is_scoring)
            ON g.contest_id = c.id
        GROUP BY c.id
    ) s
    WHERE a.id = s.id
      AND (a.scoring_starts_on, a.scoring_ends_on) IS DISTINCT FROM (s.starts_on, s.ends_on);
    RETURN NULL;
END $$;
CREATE TRIGGER scoring_days AFTER INSERT OR UPDATE OR DELETE ON contests_conteststage
    FOR EACH ROW EXECUTE FUNCTION contests_scoring_days();
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0002_initial"), ("scoring", "0002_guards"), ("core", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD)]
