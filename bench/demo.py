"""Loading the demo county into an empty, migrated database.

python -m bench.demo [--runs 1]
"""

import argparse
import io
import statistics

from django.core.management import call_command

from bench import common

LIMIT = 30.0


def load() -> float:
    common.setup("demo")
    return common.seconds(lambda: call_command("load_demo", stdout=io.StringIO()))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1)
    spent = statistics.median(load() for _ in range(parser.parse_args().runs))
    report = common.Report("demo county")
    rows = common.value("SELECT count(*) FROM contests_score")
    report.line(f"loading, {rows:,} scores", spent, LIMIT, "s")
    report.end()


if __name__ == "__main__":
    main()
