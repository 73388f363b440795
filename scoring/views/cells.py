"""Saving cells of a grid as they are typed, whatever they hold."""

import json

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone

from core.templatetags.touyan import clock

MAX_CELLS = 5_000  # in one request; the page sends far fewer


def is_key(value: object) -> bool:
    return type(value) is int and 0 < value < 2**63


def row_number(text: str | None) -> int:
    """The key of a row in a question of the address; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0


def is_typed(*texts: object, longest: int) -> bool:
    return all(type(text) is str and len(text) <= longest for text in texts)


class SavesCells:
    """``{"cells": [[entry, column, value, was], …]}`` → what became of each. 400 for anything else.

    Opened directly, the address leads to ``home_url``. Subclasses say what a cell is and save them.
    """

    home_url: str

    def read_cell(self, entry, column, value, was) -> object:
        """Raise ValueError or TypeError for what no page of ours sends."""
        raise NotImplementedError

    def save(self, cells: list) -> list:
        raise NotImplementedError

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.home_url)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            cells = [self.read_cell(*cell) for cell in json.loads(request.body)["cells"]]
            if len(cells) > MAX_CELLS:
                raise ValueError("too many cells")
        except (ValueError, TypeError, KeyError, RecursionError, RawPostDataException):
            return JsonResponse({"message": "内容不能识别，请刷新页面"}, status=400)
        results = self.save(cells)
        return JsonResponse({
            "at": clock(timezone.now()),
            "cells": [
                {
                    "entry": result.entry_id, "field": result.field_id, "state": result.state, "value": result.value,
                    "message": result.message, "by": result.by, "at": clock(result.at),
                }
                for result in results
            ],
        })  # fmt: skip
