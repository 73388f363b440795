"""Pages as a browser reads them: no test depends on where a template breaks its lines."""

from bs4 import BeautifulSoup, Tag


def parsed(page) -> Tag:
    """A response or a piece of HTML, to ask with CSS selectors; what has been parsed stays what it is."""
    if isinstance(page, Tag):
        return page
    return BeautifulSoup(page if isinstance(page, str) else page.content.decode(), "html.parser")


def texts(page, selector: str) -> list[str]:
    """What each element of ``selector`` says, white space as the browser shows it."""
    return [" ".join(element.get_text().split()) for element in parsed(page).select(selector)]
