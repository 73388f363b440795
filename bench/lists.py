"""Pages over 10,000 rows: time, queries and size of each, through the whole stack with a logged-in user.

python -m bench.lists [--keep]
"""

import argparse

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from bench import common, data
from scoring.models import Standing

LIMITED = ("ranking of the county", "person list")  # the others are shown beside them
LIMIT_MS, LIMIT_QUERIES, LIMIT_KIB, REQUESTS = 150, 15, 150, 25


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true", help="reuse the data of the last run")
    if common.setup("county", fresh=not parser.parse_args().keep):
        data.large_county()
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    report = common.Report(f"pages over 10,000 rows, median of {REQUESTS} requests")
    for what, url in pages().items():
        measure(report, client, what, url)
    report.end()


def pages() -> dict[str, str]:
    ranking, people = reverse("contests:ranking"), reverse("cadres:person_list")
    township = Area.objects.filter(level=Level.TOWNSHIP).order_by("code").first().pk
    return {
        "ranking of the county": f"{ranking}?source=county",
        "ranking, last page": f"{ranking}?source=county&page=400",
        "ranking, one township": f"{ranking}?source=county&township={township}",
        "ranking, cups only": f"{ranking}?source=county&cup=on",
        "explanation": reverse("contests:standing_detail", args=[Standing.objects.first().pk]),
        "person list": people,
        "person list, last page": f"{people}?page=400",
        "person list by age": f"{people}?sort=age",
        "person list, 一肩挑": f"{people}?concurrent=on",
        "person list, name": f"{people}?q=秀英",
        "village list": reverse("areas:area_list"),
        "home": reverse("dashboards:home"),
        "search": reverse("dashboards:search") + "?q=wjg",
    }


def measure(report: common.Report, client, what: str, url: str) -> None:
    queries = []

    def count(execute, sql, *rest):
        queries.append(sql)
        return execute(sql, *rest)

    client.get(url)  # the first request of a page also fills caches
    with connection.execute_wrapper(count):
        response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answers {response.status_code}")
    spent = common.median_seconds(lambda: client.get(url), times=REQUESTS) * 1000
    size = len(response.content) / 1024
    if what in LIMITED:
        report.line(what, spent, LIMIT_MS, "ms")
        report.line(what, len(queries), LIMIT_QUERIES, "queries")
        report.line(what, size, LIMIT_KIB, "KiB")
    else:
        report.note(f"{what}: {spent:.0f} ms, {len(queries)} queries, {size:.0f} KiB")


if __name__ == "__main__":
    main()
