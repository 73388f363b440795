"""In which app a page about a contest is."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *args) -> str:
    """Of the page ``name`` of contests, or of scoring."""
    try:
        return reverse(f"contests:{name}", args=args)
    except NoReverseMatch:
        return reverse(f"scoring:{name}", args=args)
