"""What an app may declare to the scoring engine, besides what ``core.declare`` knows."""

from dataclasses import dataclass

from core.declare import Coded


@dataclass(frozen=True)
class PartKind(Coded):
    """A kind of component (``label`` in the scheme builder); ``code`` is its ``scoring.reads.parts.PartSource``."""

    kind: str
    label: str
    code: str
