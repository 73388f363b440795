"""What is typed as a number: one table for the server and the browser."""

import json
from pathlib import Path

CASES = json.loads(Path(__file__).with_name("numbers.json").read_text())
