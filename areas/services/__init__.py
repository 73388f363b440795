"""Every write to the area tree that is more than one field."""

from areas.services.loading import AreaFile, Loaded, load_areas
from areas.services.succession import Heir, rename, succeed
from areas.services.villages import end_dated, list_as_weak, put_in_category, set_indicator

__all__ = [
    "AreaFile", "Heir", "Loaded", "end_dated", "list_as_weak", "load_areas", "put_in_category", "record", "rename",
    "set_indicator", "succeed",
]  # fmt: skip
