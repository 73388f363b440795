"""What is typed as a number: one table for the server, the browser (tests/e2e/test_numbers.py) and every form."""

import importlib
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from core.pages.forms import Form, PlainWords
from core.values.numbers import NotANumber, read_number, written
from tests.core.numbers import CASES

TAKEN = [(case["typed"], case["is"]) for case in CASES if "is" in case]
REFUSED = [(case["typed"], case["why"]) for case in CASES if "why" in case]


@pytest.mark.parametrize(("typed", "number"), TAKEN)
def test_what_plainly_is_a_number_is_read(typed, number):
    assert written(typed) == number
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_anything_else_is_refused_with_the_reason(typed, why):
    with pytest.raises(NotANumber) as refused:
        written(typed)
    assert refused.value.message == why


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4))
def test_a_number_written_with_or_without_thousands_is_read_as_itself(number):
    assert read_number(f"{number:f}") == read_number(f"{number:,f}") == number


@given(st.text(alphabet="0123456789,.+-，\uff0e。\u2212\uff0d万e%() \uff11\uff12", max_size=12))
def test_never_another_number(text):
    """What is read has the digits that were typed, in their order."""
    try:
        number = read_number(text)
    except NotANumber:
        return
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    assert "万" not in text
    assert "e" not in text
    assert digits.strip("0") == f"{number:f}".replace(".", "").replace("-", "").strip("0")


# ---------------------------------------------------------------- forms
class Figures(Form):
    amount = forms.DecimalField(label="数额", required=False, max_digits=12, decimal_places=2)
    count = forms.IntegerField(label="个数", required=False, min_value=1)


def filled(user, **typed):
    form = Figures(typed, user=user)
    form.is_valid()
    return form


@pytest.mark.django_db
def test_every_number_field_reads_by_the_same_table(zhang):
    for typed, number in TAKEN:
        if len(number) < 10:
            assert filled(zhang, amount=typed).cleaned_data["amount"] == Decimal(number), typed
    for typed, why in REFUSED:
        if typed.strip():
            assert filled(zhang, amount=typed).errors["amount"] == [why], typed
            assert filled(zhang, count=typed).errors["count"] == [why], typed
    assert filled(zhang, count="1,200").cleaned_data["count"] == 1200
    assert filled(zhang, count="8.5").errors["count"] == ["请填整数，如 12"]
    assert filled(zhang, count=" ").cleaned_data["count"] is None


@pytest.mark.django_db
def test_a_refused_figure_stays_as_typed_in_a_field_of_text(zhang):
    form = filled(zhang, amount="1.5万", count="12")
    assert 'value="1.5万"' in str(form["amount"])
    assert 'type="number"' not in form.as_p()  # where the browser would make it 1.5
    assert 'inputmode="decimal"' in str(form["amount"])
    assert 'inputmode="numeric"' in str(form["count"])


def test_no_form_reads_its_numbers_in_another_way():
    for app in apps.get_app_configs():
        root = Path(app.path)
        if root.parent == Path(__file__).parents[2]:
            for file in [*root.glob("forms.py"), *root.glob("forms/*.py")]:
                importlib.import_module(".".join(file.relative_to(root.parent).with_suffix("").parts))
    ours = [form for form in _below(forms.BaseForm) if not form.__module__.startswith(("django", "tests"))]
    assert len(ours) > 50
    strangers = [
        form.__qualname__
        for form in ours
        if not issubclass(form, PlainWords)
        and any(isinstance(field, forms.IntegerField) for field in getattr(form, "base_fields", {}).values())
    ]
    assert strangers == []


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
