"""Pictures of a running demo: every page of every role, or those in README and manual.

A role's pages are found by following links from its home page; of each kind of page one is taken, and what is wrong on
it is said: errors, words in English, wider than the window. The pictures for the documents are told one by one in
``scripts/pictures.py``.
"""

import argparse
import os
import re
import shutil
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, Response, sync_playwright
from playwright.sync_api import Error as BrowserError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TOUYAN_DEBUG", "1")  # only addresses are resolved here; the demo has its own settings
django.setup()

from presets.demo.people import PASSWORD, shown_accounts  # noqa: E402 (needs Django set up)
from scripts import pictures  # noqa: E402
from scripts.small_png import shrink  # noqa: E402
from tests.conftest import QUIET_BROWSER  # noqa: E402
from tests.servers import find_browser  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".screenshots"
PICTURES = ROOT / "docs" / "pictures"
SHOWN = "127.0.0.1:8000"  # where the demo usually runs, and what pages that print their address show
HERE = f"127.0.0.1:{os.environ.get('TOUYAN_PORT', '8000')}"
BASE = f"http://{SHOWN}"
ON_PHONES = {"gaotai-mituo", "nongyeju"}  # village and rater
TELLS_PAGES_APART = {"tab", "component"}  # parameters that show something else; all others show the same in part
SAME_PAGE = {"export", "sort", "page"}  # a file, or the same page in another order
SEVERAL = {"contests:contest_detail": 3, "areas:area_detail": 3, "scoring:score_grid": 2}
ENGLISH = re.compile(r"(?<![A-Za-z])(?!Excel|TOML|Tab)[A-Za-z]{3,}")
FRAGMENTS = {"dashboards:bell", "core:job_detail", "scoring:scheme_export"}  # no pages


@contextmanager
def open_browser() -> Iterator[Browser]:
    found = find_browser()
    if found is None:
        sys.exit("没有 Chromium：请用 scripts/screenshots 启动，或在 TOUYAN_CHROMIUM 里写明位置")
    executable, env = found
    arguments = [*QUIET_BROWSER, f"--host-resolver-rules=MAP {SHOWN} {HERE}"]
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    env = {**os.environ, **env}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments, env=env)
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, username: str = "", size: tuple[int, int] = pictures.DESKTOP) -> Iterator[Page]:
    """A page of a browser of its own, logged in as ``username``."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=BASE
    )
    page = context.new_page()
    if username:
        page.goto("/accounts/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(BASE + "/")
    yield page
    context.close()


def word_fields(page: Page) -> None:
    """Show fields of dates and files as a Chinese browser does; the one of the tests may know English alone."""
    page.eval_on_selector_all(
        "input[type=date]",
        """all => all.forEach(field => {
            const day = field.value.replaceAll("-", "/");
            field.type = "text";
            field.value = day || "年 /月/日";
        })""",
    )
    page.eval_on_selector_all(
        "input[type=file]",
        """all => all.forEach(field => {
            field.type = "text";
            field.value = "选择文件　未选择任何文件";
        })""",
    )


def shoot(page: Page, path: Path, *, full: bool = False) -> None:
    """Take the picture once the page has come to rest."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)  # charts draw themselves
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=full)


def kind_of(url: str) -> tuple[str, ...] | None:
    """What kind of page an address of the demo leads to; nothing for other sites, files and fragments."""
    parts = urlsplit(url)
    parameters = dict(parse_qsl(parts.query))
    if not url.startswith(BASE) or SAME_PAGE & parameters.keys():
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    if name in FRAGMENTS:
        return None
    return name, *sorted(f"{key}-{value}" for key, value in parameters.items() if key in TELLS_PAGES_APART)


def open_address(page: Page, url: str) -> Response | None:
    """Go there; nothing where the browser is given a file instead of a page."""
    try:
        return page.goto(url)
    except BrowserError as error:
        if "Download is starting" not in error.message:
            raise
        return None


def crawl(browser: Browser, username: str) -> list[str]:
    """Take every kind of page that the account reaches by links; returns what was wrong on them."""
    problems: list[str] = []
    taken: Counter = Counter()
    with open_page(browser, username) as page:
        page.on("console", lambda message: message.type == "error" and problems.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        waiting, seen = deque([BASE + "/"]), {BASE + "/"}
        while waiting:
            url = waiting.popleft()
            kind = kind_of(url)
            if kind is None or taken[kind] >= SEVERAL.get(kind[0], 1):
                continue
            taken[kind] += 1
            response = open_address(page, url)
            if response is None:
                continue
            if response.status >= 400:
                problems.append(f"{url}: {response.status}")
            name = "-".join([*kind, *([str(taken[kind])] if taken[kind] > 1 else [])]).replace(":", "-")
            shoot(page, FOLDER / username / f"{name}.png", full=True)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems.append(f"{url}: wider than the window")
            words = page.locator("main :is(th, label, button, h1, h2, .btn, .bdg)").all_inner_texts()
            if english := {word for text in words for word in ENGLISH.findall(text)}:
                problems.append(f"{url}: in English {sorted(english)}")
            if username in ON_PHONES:
                page.set_viewport_size({"width": pictures.PHONE[0], "height": pictures.PHONE[1]})
                shoot(page, FOLDER / f"{username}-phone" / f"{name}.png", full=True)
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    problems.append(f"{url}: wider than a phone")
                page.set_viewport_size({"width": pictures.DESKTOP[0], "height": pictures.DESKTOP[1]})
            for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])"):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)
    return [f"{username} {problem}" for problem in problems]


def take_pictures(browser: Browser, only: list[str]) -> None:
    """The pictures of README and manual, those named ``only`` or all."""
    for picture in pictures.ALL:
        if only and picture.name not in only:
            continue
        with open_page(browser, picture.username, picture.size) as page:
            picture.go(page)
            word_fields(page)
            shoot(page, PICTURES / f"{picture.name}.png")
            shrink(PICTURES / f"{picture.name}.png")
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{len(pictures.ALL)} 张图在 docs/pictures/，共 {total / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description="给运行中的演示系统拍照")
    parser.add_argument(
        "--pictures", nargs="*", metavar="NAME", help="只拍 README 和用户手册用的图，放在 docs/pictures/"
    )
    parser.add_argument("--role", action="append", help="只拍这个账号的页面")
    options = parser.parse_args()
    started = time.monotonic()
    with open_browser() as browser:
        if options.pictures is not None:
            take_pictures(browser, options.pictures)
            return
        if not options.role:
            shutil.rmtree(FOLDER, ignore_errors=True)
        problems = []
        with open_page(browser) as page:
            page.goto("/accounts/login/")
            shoot(page, FOLDER / "login.png")
        for username in options.role or [account.username for account in shown_accounts()]:
            problems += crawl(browser, username)
    count = len(list(FOLDER.rglob("*.png")))
    print(f"{count} 张图在 .screenshots/，用时 {time.monotonic() - started:.0f} 秒")
    print("\n".join(problems) or "没有发现报错或超宽的页面")


if __name__ == "__main__":
    main()
