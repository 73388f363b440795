"""What the log tells."""

import logging

from core.values.masks import redact


class BriefRefusals(logging.Filter):
    """A refused request is one line: where in our code it was refused says nothing, and thousands hide what matters."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class Redacted(logging.Formatter):
    """No line shows an ID or a mobile number, whoever wrote it, tracebacks included."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return redact(super().formatMessage(record))

    def formatException(self, ei) -> str:
        return redact(super().formatException(ei))
