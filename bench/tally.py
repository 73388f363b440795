"""Tally of 60,000 villages in 4,000 contests with 1.2 million sheets against bare SQL that yields the same figures.

    python bench/tally.py [--keep]
"""

import argparse

from bench import common


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true", help="reuse the data of the last run")
    keep = parser.parse_args().keep
    common.setup("tally", fresh=not keep)
    run(keep)


if __name__ == "__main__":
    main()
