"""Which indicators apply to which entries: some are for villages of chosen categories only. scoring.md §1"""

from collections import defaultdict
from collections.abc import Collection

from scoring import policy
from scoring.models import EntryCategory, Field, Indicator


def inapplicable(fields: Collection[Field], entries: Collection[int]) -> set[tuple[int, int]]:
    """(entry, field) of the cells that do not apply, by the categories the entries had on the opening day."""
    limits: dict[int, set[int]] = defaultdict(set)
    of_indicators = Indicator.categories.through.objects.filter(indicator__in=[field.indicator_id for field in fields])
    for indicator, category in of_indicators.values_list("indicator", "category"):
        limits[indicator].add(category)
    if not limits:
        return set()
    held: dict[int, set[int]] = defaultdict(set)
    for entry, category in EntryCategory.objects.filter(entry__in=entries).values_list("entry", "category"):
        held[entry].add(category)
    return {
        (entry, field.pk)
        for field in fields
        for entry in entries
        if not policy.applies(limits[field.indicator_id], held[entry])
    }
