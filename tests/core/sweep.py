"""What the sweeps have to know of the pages of core."""

from tests.pages import Pages


def subjects(place) -> dict[str, list]:
    return {"core:job_detail": [place.job], "core:job_cancel": [place.job], "core:download": [place.download]}


def args(place, name: str) -> list[list] | None:
    return [["accounts.assignment"], ["scoring.score"]] if name == "core:change_list" else None


PAGES = Pages(
    subjects=subjects, args=args,
    open=frozenset({
        "core:period", "core:job_detail", "core:job_cancel", "core:download_list", "core:download", "core:components",
    }),
    shared=frozenset({"core:change_index", "core:change_list"}),
    developing=frozenset({"core:components"}),  # tests/core/test_components.py
    allowed={("auditor", "core:audit_list"): ".", ("auditor", "core:change_list"): "."},
)  # fmt: skip
