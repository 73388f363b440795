"""What the sweeps have to know of the pages of accounts."""

from tests.pages import Pages


def subjects(place) -> dict[str, list]:
    return {
        "accounts:assignment_end": [place.official.assignments.get()],
        "accounts:login_end": [place.login],
        "accounts:": [place.official],
    }


PAGES = Pages(
    subjects=subjects,
    open=frozenset({
        "accounts:login", "accounts:logout", "accounts:password_change", "accounts:act_as", "accounts:login_list",
        "accounts:login_end", "accounts:login_end_all",
    }),
)  # fmt: skip
