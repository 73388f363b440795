"""History by trigger: bulk updates and raw SQL are recorded too.

An event row keeps the values *before* the change; pghistory's context says who, from which page and why.
"""

import pghistory


def track(*, exclude: tuple[str, ...] = ()):
    """Record every later change and deletion of a model's rows (the first values are in the row itself)."""
    return pghistory.track(
        pghistory.UpdateEvent(label="update", row=pghistory.Old),
        pghistory.DeleteEvent(label="delete"),
        exclude=list(exclude),
    )
