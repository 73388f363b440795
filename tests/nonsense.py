"""What no page expects to be sent."""

OVERDONE = "9" * 30
BROKEN = "\x00坏'\"<"
NO_CELLS = ("", "[]", "{}", '{"cells": [[1, 2]]}', '{"cells": [[1, 2, "3", ""]]}', '{"cells": [[1, 2, "\\u0000", ""]]}')
