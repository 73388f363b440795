"""Sensitive values, encrypted at rest: AES-256-GCM, each bound to its row, with a blind index to find them by.

``person.phone`` gives a ``Secret``: as text it is its mask, wherever it ends up (a page, an export, an answer, a log);
only ``person.phone.clear`` is the value. Assigned is plain text. In the database stands
``key id|alg|nonce|ciphertext``; model, field and the row's uuid are the associated data, so what was copied from
another row or edited does not open. The history leaves it out and keeps the blind index, which tells that a value
changed and not what it was.
"""

import hashlib
import hmac
import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute

from core.errors import TouyanError
from core.values.masks import mask_all

ALGORITHM = "A256GCM"
INDEX = "index"  # the id of the key of the blind indexes
UNREADABLE = "读不出"
BATCH = 500  # rows of one transaction

logger = logging.getLogger(__name__)


class Unreadable(TouyanError):
    """A stored value was not written for this row, was changed, or its key is missing."""

    def __init__(self, why: str):
        super().__init__(f"{UNREADABLE}：{why}，请联系系统管理员")


# ---------------------------------------------------------------- keys
@dataclass(frozen=True)
class Keyring:
    """``current`` seals, all of ``ciphers`` open; ``index`` makes the blind indexes."""

    ciphers: dict[str, AESGCM]
    current: str
    index: bytes


@lru_cache(maxsize=4)
def _keyring(given: tuple[str, ...]) -> Keyring:
    keys = {name: bytes.fromhex(key) for name, key in (each.strip().split(":") for each in given)}
    index = keys.pop(INDEX)
    return Keyring({name: AESGCM(key) for name, key in keys.items()}, next(iter(keys)), index)


def keyring() -> Keyring:
    return _keyring(tuple(settings.FIELD_KEYS))


def seal(text: str, place: str) -> str:
    """``text`` as it is stored at ``place``; "" stays "". A mask is no value: it would overwrite one."""
    if not text:
        return ""
    if "*" in text:
        raise ValueError(f"a mask was given for {place}")
    ring, nonce = keyring(), os.urandom(12)
    head = f"{ring.current}|{ALGORITHM}"
    sealed = ring.ciphers[ring.current].encrypt(nonce, text.encode(), f"{head}|{place}".encode())
    return f"{head}|{b64encode(nonce).decode()}|{b64encode(sealed).decode()}"


def unseal(token: str, place: str) -> str:
    """The text that ``seal`` stored at ``place``. ``Unreadable`` if it was stored elsewhere or changed since."""
    if not token:
        return ""
    try:
        key, algorithm, nonce, sealed = token.split("|")
        cipher = keyring().ciphers[key]
        return cipher.decrypt(b64decode(nonce), b64decode(sealed), f"{key}|{algorithm}|{place}".encode()).decode()
    except KeyError:
        raise Unreadable(f"没有密钥 {key}") from None
    except (ValueError, InvalidTag):
        raise Unreadable("存放的内容与这一条不符") from None


# ---------------------------------------------------------------- values
class Sealed(str):
    """A stored value, as it came from the database."""

    __slots__ = ()


class Secret:
    """A sensitive value: its mask as text, itself only by ``clear``."""

    __slots__ = ("_mask", "_place", "_text", "_token")

    def __init__(self, *, mask: Callable[[str], str], text: str | None = None, token: str = "", place: str = ""):
        self._mask, self._text, self._token, self._place = mask, text, token, place

    @property
    def clear(self) -> str:
        if self._text is None:
            self._text = unseal(self._token, self._place)
        return self._text

    def __bool__(self) -> bool:
        return bool(self._token or self._text)

    def __str__(self) -> str:
        try:
            return self._mask(self.clear)
        except Unreadable:
            logger.exception("a sealed value does not open: %s", self._place)
            return UNREADABLE

    def __repr__(self) -> str:
        return f"<Secret {self}>"

    def token_for(self, place: str) -> str:
        """What to store at ``place``: what stood there already where that is so."""
        return self._token if self._token and self._place == place else seal(self.clear, place)


class _SecretAttribute(DeferredAttribute):
    """Opens what the row holds only when somebody asks for ``clear`` or the mask."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Secret):
            return held
        if isinstance(held, Sealed):
            return Secret(mask=self.field.mask, token=held, place=self.field.place_of(instance))
        return Secret(mask=self.field.mask, text=held or "")

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class SecretField(models.TextField):
    """A text that is encrypted at rest. Its model has a ``uuid`` and a ``BlindIndexField(of=…)`` beside it.

    ``mask`` says what of it is shown. Forms hold the mask: sent back unchanged, it means that the value stays.
    ``update()`` and look-ups do not take plain text: they know no row.
    """

    descriptor_class = _SecretAttribute

    def __init__(self, *args, mask: Callable[[str], str] = mask_all, **kwargs):
        self.mask = mask
        super().__init__(*args, **{"blank": True, "default": "", **kwargs})

    def place_of(self, instance) -> str:
        return f"{self.model._meta.label_lower}|{self.name}|{instance.uuid}"

    def pre_save(self, instance, add):
        held = instance.__dict__.get(self.attname, "")
        if isinstance(held, Secret):
            return Sealed(held.token_for(self.place_of(instance)))
        return held if isinstance(held, Sealed) else Sealed(seal(held or "", self.place_of(instance)))

    def get_prep_value(self, value):
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted with its row: look it up by its index, set it on the row")
        return value

    def from_db_value(self, value, expression, connection):
        return Sealed(value) if value else ""

    def to_python(self, value):
        return value if isinstance(value, Secret | Sealed) else super().to_python(value)

    def value_from_object(self, instance):
        return str(getattr(instance, self.attname))

    def value_to_string(self, instance):
        return self.pre_save(instance, add=False)

    def save_form_data(self, instance, data):
        if data != self.value_from_object(instance):
            super().save_form_data(instance, data)

    def formfield(self, **kwargs):
        kwargs = {"form_class": forms.CharField, "max_length": 40, **kwargs}
        return models.Field.formfield(self, **kwargs)


class BlindIndexField(models.CharField):
    """A keyed digest of the ``SecretField`` named by ``of``: equal texts have equal ones, and none tells its text."""

    def __init__(self, *args, of: str = "", **kwargs):
        self.of = of
        super().__init__(
            *args, **{"max_length": 32, "editable": False, "blank": True, "default": "", "db_collation": "C", **kwargs}
        )

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def of_text(self, text: str) -> str:
        if not text:
            return ""
        return hmac.digest(keyring().index, f"{self.of}|{text}".encode(), hashlib.sha256).hex()[:32]

    def pre_save(self, instance, add):
        held = instance.__dict__.get(self.of, "")
        if not isinstance(held, Sealed):  # what came from the database has its index
            setattr(instance, self.attname, self.of_text(held.clear if isinstance(held, Secret) else held or ""))
        return super().pre_save(instance, add)


# ---------------------------------------------------------------- rows
def secrets_of(model: type[models.Model]) -> Sequence[SecretField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SecretField)]


def index_of(field: SecretField) -> BlindIndexField:
    fields = field.model._meta.concrete_fields
    return next(each for each in fields if isinstance(each, BlindIndexField) and each.of == field.name)


def changed_with(model: type[models.Model], names: Sequence[str] | None) -> Sequence[str] | None:
    """``update_fields`` with the indexes of the secrets among them, for a model's ``save``."""
    if names is None:
        return None
    return [*names, *(index_of(field).name for field in secrets_of(model) if field.name in names)]


def reseal_all(*, told: Callable[[str], object] = lambda _: None) -> int:
    """Seal every value that is not under the current key anew, and mend its index; how many rows were written.

    Goes through each table by batches of its own transaction and leaves alone what is done: it may be killed and run
    again at any time, while people work.
    """
    return sum(_reseal(model, told) for model in apps.get_models() if secrets_of(model) and not model._meta.proxy)


def _reseal(model: type[models.Model], told: Callable[[str], object]) -> int:
    rows, last, written = model._base_manager.order_by("pk"), 0, 0
    while True:
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=last).select_for_update()[:BATCH])
            for row in batch:
                if values := _anew(row):
                    model._base_manager.filter(pk=row.pk).update(**values)
                    written += 1
        if not batch:
            return written
        last = batch[-1].pk
        told(f"{model._meta.verbose_name}：到第 {last} 号，换了 {written} 条")


def _anew(row: models.Model) -> dict[str, str]:
    """What of a row has to be written, by column."""
    values = {}
    for field in secrets_of(type(row)):
        held: str = row.__dict__[field.attname]
        text, index = getattr(row, field.attname).clear, index_of(field)
        if held and not held.startswith(f"{keyring().current}|"):
            values[field.name] = Sealed(seal(text, field.place_of(row)))
        if getattr(row, index.attname) != index.of_text(text):
            values[index.name] = index.of_text(text)
    return values
