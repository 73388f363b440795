"""What the log tells."""

import logging


class BriefRefusals(logging.Filter):
    """A refused request is one line: where in our code it was refused says nothing, and thousands hide what matters."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
