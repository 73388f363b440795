"""What the database refuses whoever asks: changed results, changed frozen schemes, points where none belong."""

from django.db import migrations

APPEND_ONLY = (
    "tally", "standing", "standingpart", "figurepart", "bonuspart", "categoryrank", "award",
)  # fmt: skip
FROZEN = (  # with their scheme
    "dimension", "indicator", "indicatorlevel", "indicator_categories", "component", "component_indicators", "field",
    "measure", "measureband", "bonusgroup", "bonusitem", "tiebreak", "awardrule", "awardpost",
)  # fmt: skip
KEYS = {  # checked for all rows of a statement at once; what they point to cannot go away
    "standing": {"tally_id": "tally"},
    "standingpart": {"standing_id": "standing", "component_id": "component", "source_id": "assessment"},
    "figurepart": {"standing_id": "standing"},
    "categoryrank": {"standing_id": "standing"},
}

FUNCTIONS = """
-- Points: only into drafts of an assessment that takes them, 0…maximum, no more decimals than the scheme allows, none in
-- a column whose indicator is for other categories of villages.
CREATE FUNCTION scoring_check_scores() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    -- EXECUTE plans anew each time: a plan kept from when the tables were empty takes minutes once they are not.
    EXECUTE $query$
        SELECT f.maximum, c.status AS assessment, s.status, n.points
        FROM changed n
        JOIN scoring_sheet s ON s.id = n.sheet_id
        JOIN scoring_assessment c ON c.id = s.assessment_id
        JOIN scoring_scheme m ON m.id = c.scheme_id
        LEFT JOIN scoring_field f ON f.id = n.field_id
        WHERE s.status <> 'draft' OR NOT (c.status = 'scoring' OR s.unlocked_at IS NOT NULL)
           OR n.points > f.maximum OR n.points <> round(n.points, m.point_decimals)
           OR f.component_id IS DISTINCT FROM s.component_id
           OR EXISTS (SELECT FROM scoring_indicator_categories i WHERE i.indicator_id = f.indicator_id)
              AND NOT EXISTS (SELECT FROM scoring_indicator_categories i
                              JOIN scoring_entrycategory e ON e.category_id = i.category_id
                              WHERE i.indicator_id = f.indicator_id AND e.entry_id = s.entry_id)
        LIMIT 1
    $query$ INTO bad;
    IF bad.points IS NOT NULL THEN
        RAISE EXCEPTION '得分 % 不能保存：表 %，比武 %，满分 %', bad.points, bad.status, bad.assessment, bad.maximum
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- A submitted sheet keeps its figures until it is unlocked.
CREATE FUNCTION scoring_lock_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'submitted' AND (TG_OP = 'DELETE' OR NEW.status = 'submitted' AND
            (NEW.total, NEW.dimension_points, NEW.points_line) IS DISTINCT FROM
            (OLD.total, OLD.dimension_points, OLD.points_line)) THEN
        RAISE EXCEPTION '评分表已提交，不可修改' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

-- A scheme in use is frozen with all its parts; a new edition is a copy. A part names its scheme itself or through its
-- component or indicator.
CREATE FUNCTION scoring_freeze_scheme() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old_row jsonb; new_row jsonb;
BEGIN
    IF TG_TABLE_NAME = 'scoring_scheme' THEN
        IF OLD.status <> 'draft' AND (TG_OP = 'DELETE' OR
                to_jsonb(NEW) - '{status,version,name,copied_from_id}'::text[] IS DISTINCT FROM
                to_jsonb(OLD) - '{status,version,name,copied_from_id}'::text[] OR NEW.status = 'draft') THEN
            RAISE EXCEPTION '方案已启用，不可修改' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
    PERFORM FROM scoring_scheme s
    WHERE s.status <> 'draft' AND s.id IN (
        SELECT (row ->> 'scheme_id')::bigint FROM (VALUES (old_row), (new_row)) r(row)
        UNION ALL
        SELECT c.scheme_id FROM (VALUES (old_row), (new_row)) r(row)
        JOIN scoring_component c ON c.id = (row ->> 'component_id')::bigint WHERE NOT row ? 'scheme_id'
        UNION ALL
        SELECT i.scheme_id FROM (VALUES (old_row), (new_row)) r(row)
        JOIN scoring_indicator i ON i.id = (row ->> 'indicator_id')::bigint WHERE NOT row ? 'scheme_id'
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '方案已启用，不可修改' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

-- A foreign key over all rows of a statement: arguments are pairs of column and table. Always by the key's index: after
-- a first large insert the statistics still say that the table is empty, and a plan made for that takes minutes.
CREATE FUNCTION scoring_check_keys() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing bigint;
BEGIN
    FOR i IN 0 .. TG_NARGS - 1 BY 2 LOOP
        EXECUTE format('SELECT min(a.%1$I) FROM added a WHERE NOT EXISTS (SELECT FROM %2$I p WHERE p.id = a.%1$I)',
                       TG_ARGV[i], TG_ARGV[i + 1]) INTO missing;
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION '% % in % does not exist', TG_ARGV[i], missing, TG_TABLE_NAME
                USING ERRCODE = 'foreign_key_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- An occurrence has points of its own exactly where its item sets a range, and within it. scoring.md §5
CREATE FUNCTION scoring_check_occurrence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE item record;
BEGIN
    SELECT low, high INTO item FROM scoring_bonusitem WHERE id = NEW.item_id;
    IF item.low IS NULL AND NEW.points IS NOT NULL THEN
        RAISE EXCEPTION '这一项每次的分值由方案定，不用填' USING ERRCODE = 'check_violation';
    END IF;
    IF item.low IS NOT NULL
        AND (NEW.points IS NULL OR NEW.points = 0 OR NEW.points NOT BETWEEN item.low AND item.high) THEN
        RAISE EXCEPTION '分值应在 % 到 % 之间，不为 0', item.low, item.high USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- A final result is only taken back with a record of who did it and why: the step has been written down in the same
-- transaction, that is, by a row that is visible here while its transaction still runs. O3
CREATE FUNCTION scoring_final_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written xid8; epoch bigint := pg_current_xact_id()::text::bigint >> 32 << 32;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT (epoch + xmin::text::bigint)::text::xid8 INTO written FROM core_statechange
        WHERE subject = 'scoring.assessment' AND subject_id = OLD.id AND source = OLD.status AND target = NEW.status
        ORDER BY id DESC LIMIT 1;
    END IF;
    IF pg_xact_status(written) IS DISTINCT FROM 'in progress' THEN
        RAISE EXCEPTION '比武已定稿，只能写明原因退回' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = [
    *(("score_insert", "AFTER INSERT", "score", "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT", "check_scores()"),
      ("score_update", "AFTER UPDATE", "score", "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT", "check_scores()"),
      ("score_delete", "AFTER DELETE", "score", "REFERENCING OLD TABLE AS changed FOR EACH STATEMENT", "check_scores()"),
      ("sheet_lock", "BEFORE UPDATE OR DELETE", "sheet", "FOR EACH ROW", "lock_sheet()"),
      ("scheme_freeze", "BEFORE UPDATE OR DELETE", "scheme", "FOR EACH ROW", "freeze_scheme()"),
      ("occurrence_points", "BEFORE INSERT OR UPDATE OF item_id, points", "occurrence", "FOR EACH ROW",
       "check_occurrence()"),
      ("final_stays", "AFTER UPDATE OF status", "assessment",
       "FOR EACH ROW WHEN (OLD.status = 'final' AND NEW.status <> 'final')", "final_stays()"),
      ("final_is_not_deleted", "AFTER DELETE", "assessment", "FOR EACH ROW WHEN (OLD.status = 'final')",
       "final_stays()")),
    *(("scheme_freeze", "BEFORE INSERT OR UPDATE OR DELETE", table, "FOR EACH ROW", "freeze_scheme()")
      for table in FROZEN),
    *(("known_keys", "AFTER INSERT", table, "REFERENCING NEW TABLE AS added FOR EACH STATEMENT",
       "check_keys(" + ", ".join(f"'{column}', 'scoring_{target}'" for column, target in keys.items()) + ")")
      for table, keys in KEYS.items()),
]  # fmt: skip
FORWARD = (
    FUNCTIONS
    + "".join(
        f"CREATE TRIGGER {name} {when} ON scoring_{table} {each} EXECUTE FUNCTION scoring_{does};\n"
        for name, when, table, each, does in TRIGGERS
    )
    + "".join(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON scoring_{table}\n"
        "    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();\n"
        for table in APPEND_ONLY
    )
)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial"), ("core", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD)]
