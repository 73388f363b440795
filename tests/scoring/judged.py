"""Small contests for the reference: a component, sheets, worked example 1 of scoring.md."""

from decimal import Decimal

from tests.scoring.reference import (
    BonusItem,
    Component,
    Contest,
    Entry,
    Field,
    Occurrence,
    Scheme,
    Sheet,
)

D = Decimal
OVERALL = (Field(D(100)),)


def component(code="K", fields=OVERALL, **settings_):
    weight = None if settings_.get("combine") == "sum" else D(100)
    return Component(code, fields, **{"weight": weight, **settings_})


def sheets(code, entry, *totals, status="submitted"):
    """One overall sheet per total, seats numbered from 1."""
    return [
        Sheet(code, entry, (code, seat), tuple(D(p) for p in (total if isinstance(total, tuple) else (total,))), status)
        for seat, total in enumerate(totals, start=1)
    ]


def contest(scheme, *judged, occurrences=(), entries=None):
    """``judged``: for each entry from 1 on, a dict of component code to totals."""
    return Contest(
        scheme,
        tuple(entries or (Entry(number) for number in range(1, len(judged) + 1))),
        tuple(
            sheet
            for number, by_code in enumerate(judged, start=1)
            for code, totals in by_code.items()
            for sheet in sheets(code, number, *totals)
        ),
        tuple(occurrences),
    )


def worked_example_1(award):
    scheme = Scheme(
        components=(
            component("observation", weight=D(50), combine="trimmed", drop_high=1, drop_low=1),
            component("peer", weight=D(30)),
            component("leader", weight=D(20)),
        ),
        ties=(("component", "observation"), ("component", "peer")),
        awards=(award,),
        items=(BonusItem("site", D("2.5")),),
    )
    return contest(
        scheme,
        {"observation": [92, 88, 90, 95, 85], "peer": [86, 88, 90], "leader": [90, 92]},
        {"observation": [90, 90, 90, 90, 90], "peer": [88, 88, 88], "leader": [92, 90]},
        {"observation": [80, 85, 83, 84, 99], "peer": [90, 91, 95], "leader": [88, 88]},
        {"observation": [70, 75, 72, 71, 74], "peer": [80, 82, 81], "leader": [85, 80]},
        occurrences=[Occurrence("site", 3, "case")],
    )
