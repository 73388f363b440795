"""Loading the demo county into an empty, migrated database.

python -m bench.demo
"""

import io

from django.core.management import call_command

from bench import common

LIMIT = 30.0


def main() -> None:
    common.setup("demo")
    report = common.Report("demo county")
    spent = common.seconds(lambda: call_command("load_demo", stdout=io.StringIO()))
    rows = common.value("SELECT count(*) FROM scoring_score")
    report.line(f"loading, {rows:,} scores", spent, LIMIT, "s")
    report.end()


if __name__ == "__main__":
    main()
