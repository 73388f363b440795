"""Registers: a model, its table, its filter and its form become pages, workbooks out and in, and an API.

An app subclasses ``Register`` in its ``registers``, puts the addresses of an instance among its own and declares it
(``Registered``). docs/新应用.md has the smallest example, ``tests.registering`` the contract each keeps.
Underneath lie the pages of ``core.pages.views``: what does not fit is a page of one's own in ``pages``.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import ProtectedError
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property

from core.audit import changes
from core.data.constraints import refusing
from core.declare import Registered, declared
from core.errors import TouyanError
from core.files import excel
from core.models import Versioned
from core.pages.change_views import ChangeTable
from core.pages.filters import FilterSet
from core.pages.forms import ModelForm
from core.pages.importing import ErrorsPage, FormImporter, ImportPage, RunPage, TemplatePage, UndoPage
from core.pages.tables import FewRows, Table
from core.pages.views import Action, ActionPage, CreatePage, DetailPage, EditPage, ListPage
from core.rest.registers import viewset_of

HISTORY_SHOWN = 50
PANEL_ROWS = 30


def all_registers() -> list["Register"]:
    """Those that the apps declare."""
    return [each.load() for each in declared(Registered)]


# ---------------------------------------------------------------- pages
class RegisterPage:
    """A page of ``register``."""

    register: "Register"

    def get_queryset(self):
        return super().get_queryset().select_related(*self.register.related)

    def get_crumbs(self) -> Sequence[tuple[str, str]]:
        return [(self.register.title, self.register.url("list"))]

    @property
    def may_change(self) -> bool:
        return self.request.user.has_perm(self.register.change_verb)


class RegisterList(RegisterPage, ListPage):
    def get_crumbs(self):
        return ()

    @property
    def title(self) -> str:
        return self.register.title

    @property
    def empty_text(self) -> str:
        return f"还没有{self.register.noun}"

    @property
    def export_columns(self):
        return self.register.columns

    def get_state(self):
        return self.register.state(self.object_list)

    def actions(self) -> Iterable[Action]:
        if self.may_change:
            yield Action("导入 Excel", self.register.url("import"), "upload")
            yield Action(f"新增{self.register.noun}", self.register.url("create"), "plus", primary=True)


class RegisterDetail(RegisterPage, DetailPage):
    """What the table says of the row, and what was changed in it."""

    def get_template_names(self) -> list[str]:
        return [*super().get_template_names(), "components/register_detail.html"]

    def actions(self) -> Iterable[Action]:
        return self.register.verbs(self.object, self.request.user)

    def get_context_data(self, **kwargs):
        [row] = self.register.table(FewRows(self.model, [self.object])).rows
        facts = [(column.header, cell) for column, cell in row.items() if column.header]
        return super().get_context_data(**kwargs) | {"facts": facts, "history": self.history}

    @cached_property
    def history(self) -> ChangeTable | None:
        if not hasattr(self.model, "pgh_event_models"):
            return None
        events = changes.events_of(self.model).objects.filter(pgh_obj_id=self.object.pk)
        newest = events.select_related("pgh_context").order_by("-pgh_id")[:HISTORY_SHOWN]
        return ChangeTable(changes.describe(newest), exclude=("title", "pgh_obj_id"))


class RegisterFormPage(RegisterPage):
    def save(self, form):
        return self.register.save(form)

    def get_success_url(self) -> str:
        return self.register.url("detail", self.object.pk)


class RegisterCreate(RegisterFormPage, CreatePage):
    def get_title(self):
        return f"新增{self.register.noun}"

    def get_initial(self):
        """What the address gives, as a link from the page of what the row belongs to does: ``?area=7``."""
        given = {name: value for name, value in self.request.GET.items() if name in self.register.owners}
        return super().get_initial() | given

    def get_success_url(self):
        """Back to what the row was entered for; else to the row."""
        owners = (getattr(self.object, name) for name in self.request.GET if name in self.register.owners)
        return next((owner.get_absolute_url() for owner in owners), super().get_success_url())


class RegisterEdit(RegisterFormPage, EditPage):
    def get_title(self):
        return f"修改{self.object}"

    def get_crumbs(self):
        return [*super().get_crumbs(), (str(self.object), self.register.url("detail", self.object.pk))]

    def save(self, form):
        form.instance.version += 1
        return super().save(form)


class RegisterDelete(RegisterPage, ActionPage):
    success_message = "已删除"

    def perform(self, obj, reason):
        self.register.remove(obj)

    def get_success_url(self):
        return self.register.url("list")

    def get_error_url(self):
        return self.register.url("detail", self.object.pk)


# ---------------------------------------------------------------- the register
class Register:
    """What an app declares. ``noun`` is one row, ``title`` the list; by default both are the model's name.

    ``key`` names the fields that tell which row a line of a workbook means; ``related`` what the table reads along.
    """

    app: str
    name: str
    route: str
    model: type[models.Model]
    table: type[Table]
    filter: type[FilterSet]
    form: type[ModelForm]
    view_verb: str
    change_verb: str
    key: tuple[str, ...]
    related: tuple[str, ...] = ()
    pages: ClassVar[dict[str, type]] = {}
    """Pages written by hand instead of those below, by their name."""

    PAGES: ClassVar[dict[str, tuple[str, type]]] = {
        "list": ("", RegisterList),
        "create": ("new/", RegisterCreate),
        "template": ("template/", TemplatePage),
        "import": ("import/", ImportPage),
        "import_run": ("import/<int:pk>/", RunPage),
        "import_errors": ("import/<int:pk>/errors/", ErrorsPage),
        "import_undo": ("import/<int:pk>/undo/", UndoPage),
        "detail": ("<int:pk>/", RegisterDetail),
        "edit": ("<int:pk>/edit/", RegisterEdit),
        "delete": ("<int:pk>/delete/", RegisterDelete),
    }
    READING = frozenset({"list", "detail"})

    def __init__(self):
        if not issubclass(self.model, Versioned):
            raise ImproperlyConfigured(f"{self.model.__name__} is no Versioned: two people would overwrite each other")

    # -------- words
    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def title(self) -> str:
        return self.noun

    @property
    def label(self) -> str:
        """How previews and answers name it: ``areas.indicator``."""
        return f"{self.app}.{self.name}"

    def state(self, rows) -> Sequence:
        """The state sentence of the list, in parts; see ``figures``."""
        return ()

    # -------- addresses
    def url_name(self, page: str) -> str:
        return f"{self.app}:{self.name}_{page}"

    def url(self, page: str, *args) -> str:
        return reverse(self.url_name(page), args=args)

    @cached_property
    def views(self) -> dict[str, tuple[str, type]]:
        """Page → its address below ``route`` and its view."""
        return {page: (at, self._view(page, self.pages.get(page, view))) for page, (at, view) in self.PAGES.items()}

    def _view(self, page: str, view: type) -> type:
        about = {
            "register": self, "model": self.model, "table_class": self.table, "filterset_class": self.filter,
            "permission_required": self.view_verb if page in self.READING else self.change_verb,
            "__module__": type(self).__module__,
        }  # fmt: skip
        if issubclass(view, RegisterFormPage) and view.form_class is None:
            about["form_class"] = self.form
        return type(f"{type(self).__name__}{page.title().replace('_', '')}View", (view,), about)

    @property
    def urls(self) -> Iterator[URLPattern]:
        for page, (at, view) in self.views.items():
            yield path(f"{self.route}/{at}", view.as_view(), name=f"{self.name}_{page}")

    # -------- what happens to a row
    def verbs(self, row, user) -> Iterable[Action]:
        """The buttons of a row."""
        if user.has_perm(self.change_verb):
            what = "，".join(filter(None, [f"“{row}”将被删除", self.loss(row), "改动记录里还查得到。"]))
            yield Action("删除", self.url("delete", row.pk), "trash", confirm=what)
            yield Action("修改", self.url("edit", row.pk), "pencil", primary=True)

    def loss(self, row) -> str:
        """What follows when the row goes."""
        return ""

    def save(self, form):
        """Write a valid form: the page's, the API's, and each line of a workbook."""
        return form.save()

    def remove(self, row) -> None:
        try:
            with refusing():
                row.delete()
        except ProtectedError as error:
            raise TouyanError("已有别的资料用到这一条，不能删除") from error

    # -------- workbooks and API
    @cached_property
    def columns(self) -> tuple[excel.Column, ...]:
        return self.table.excel_columns(self.model)

    def importer(self, user) -> FormImporter:
        return FormImporter(self, user)

    @cached_property
    def viewset(self) -> type:
        return viewset_of(self)

    # -------- on the page of something else
    @cached_property
    def owners(self) -> set[str]:
        """The fields of the form that name what a row belongs to."""
        return {name for name, field in self.form.base_fields.items() if isinstance(field, forms.ModelChoiceField)}

    def panel(self, user, **owner) -> dict:
        """The newest rows of ``owner`` (``area=village``) for ``components/panel.html``, with the ways on."""
        rows = self.model._default_manager.for_user(user).filter(**owner).select_related(*self.related)
        given = "&".join(f"{name}={each.pk}" for name, each in owner.items())
        known = self.filter.base_filters.keys() & owner.keys()
        return {
            "register": self,
            "table": self.table(FewRows(self.model, rows[:PANEL_ROWS]), exclude=self._said_by(owner), orderable=False),
            "more": f"{self.url('list')}?{given}" if known and user.has_perm(self.view_verb) else "",
            "create": f"{self.url('create')}?{given}" if user.has_perm(self.change_verb) else "",
        }

    def _said_by(self, owner: dict) -> list[str]:
        """The columns that say on each row what the page is about."""
        columns = self.table.base_columns.items()
        return [name for name, column in columns if str(column.accessor or name).split("__")[0] in owner]
