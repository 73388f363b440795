"""Ballots as a kind of part, as an app above scoring would add it: a table of counts and one class. appraisal.md"""

from collections.abc import Sequence

from django.db import connection

from core.declare import declared
from scoring.declare import PartKind
from scoring.models import StandingPart
from scoring.querysets.tally import PartSql
from scoring.reads import parts
from scoring.reads.parts.base import PartSource, Progress

VALUES = {"excellent": 100, "competent": 85, "basic": 70, "incompetent": 0}
GIVEN = """
SELECT b.entry_id, k.component_id,
       round(100.0 * b.excellent + 85 * b.competent + 70 * b.basic, 30) / v.votes, NULL::numeric[],
       concat_ws(' ', b.excellent, b.competent, b.basic, b.incompetent, b.abstain), NULL::bigint
FROM test_ballots b JOIN tally_entry e USING (entry_id)
JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = 'ballots'
CROSS JOIN LATERAL (SELECT b.excellent + b.competent + b.basic + b.incompetent AS votes) v WHERE v.votes > 0
"""
GAPS = """
SELECT e.assessment_id, e.entry_id, k.component_id, NULL::bigint, NULL::numeric, 'none'
FROM tally_entry e JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = 'ballots'
LEFT JOIN test_ballots b USING (entry_id)
WHERE e.status = 'active' AND coalesce(b.excellent + b.competent + b.basic + b.incompetent, 0) = 0
"""


class Ballots(PartSource):
    """Σ votes × value of the answer ÷ valid votes, of 100; abstentions are no votes."""

    sql = PartSql(kind="ballots", given=GIVEN, gaps=GAPS)
    is_overall = True

    def gap(self, what: str, entries: str, maximum: str | None) -> str:
        return f"{entries} 还没有有效票"

    def progress(self, assessment, component) -> Progress:
        return Progress(assessment.entries.count(), 0, "场")

    def facts(self, parts: Sequence[StandingPart]) -> dict[int, tuple]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.id, b.excellent, b.competent, b.basic, b.incompetent, b.abstain FROM test_ballots b "
                "JOIN scoring_standing s USING (entry_id) WHERE s.id = ANY(%s)",
                [[part.standing_id for part in parts]],
            )
            return {standing: counts for standing, *counts in cursor.fetchall()}

    def explain(self, part, scheme, facts) -> tuple[str, list[str]]:
        *counts, abstained = facts[part.standing_id]
        terms = [f"{value}×{count}" for value, count in zip(VALUES.values(), counts, strict=True)]
        return "民主测评", [f"({' + '.join(terms)}) ÷ {sum(counts)}，弃权 {abstained} 票不计"]


def declare(monkeypatch) -> None:
    """From now on the kind is there, with its table."""
    kinds = (*declared(PartKind), PartKind("ballots", "民主测评", "tests.scoring.ballots.Ballots"))
    for module in ("scoring.reads.parts", "scoring.choices"):
        monkeypatch.setattr(f"{module}.declared", lambda kind: kinds)
    parts.part_sources.cache_clear()
    columns = ", ".join(f"{name} int NOT NULL" for name in (*VALUES, "abstain"))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE test_ballots (entry_id bigint PRIMARY KEY, {columns})")


def cast(entry, *counts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO test_ballots VALUES (%s, %s, %s, %s, %s, %s)", [entry.pk, *counts])
