"""What changed between two versions of a result, entry by entry, and why. scoring.md §9"""

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django_tables2 import RequestConfig

from areas.choices import Level
from core.files import excel
from core.pages.views import Action, DetailPage, figures, unit_of
from scoring.models import Assessment, Entry, Tally
from scoring.reads import versions as reads
from scoring.tables.versions import CauseTable, VersionTable, version_rows
from scoring.views.base import crumbs, may_run

ROWS = 50


class VersionsView(DetailPage):
    """Two versions of one assessment: ``?old=1&new=2``, by default the newest two; ``?all=1`` all rows."""

    model = Assessment
    permission_required = "scoring.view_standing"
    template_name = "scoring/versions.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "scheme")

    @cached_property
    def tallies(self) -> list[Tally]:
        """The versions the user may see, newest first."""
        rows = Tally.objects.for_user(self.request.user).filter(assessment=self.object).order_by("-version")
        return list(rows.select_related("started_by"))

    def _chosen(self, name: str, default: int) -> Tally:
        asked = self.request.GET.get(name, "")
        found = next((tally for tally in self.tallies if str(tally.version) == asked), None)
        return found or self.tallies[min(default, len(self.tallies) - 1)]

    def get_object(self, queryset=None):
        self.object = super().get_object(queryset)
        if not self.tallies:
            raise Http404("没有可看的计分版本")
        sides = self._chosen("old", 1), self._chosen("new", 0)
        self.old, self.new = sorted(sides, key=lambda tally: tally.version)
        return self.object

    @cached_property
    def rows(self):
        return reads.rows(entries=Entry.objects.for_user(self.request.user), old=self.old, new=self.new)

    @cached_property
    def names(self) -> list[str]:
        return reads.components_of(self.object)

    @property
    def places(self) -> int:
        return self.object.scheme.decimals

    @cached_property
    def knows_why(self) -> bool:
        """Reasons name villages and raters, which only the office and those above it know."""
        acting = self.request.user.acting
        above = self.object.area.code.startswith(self.request.user.scope_prefix) and acting.area.level < Level.VILLAGE
        return may_run(self.request.user, self.object) or above

    @cached_property
    def causes(self) -> list[reads.Cause]:
        if not self.knows_why or self.old == self.new:
            return []
        return reads.causes(assessment=self.object, old=self.old, new=self.new)

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.rows.order_by().aggregate(changed=Count("pk", filter=Q(is_changed=True)), total=Count("pk"))

    @property
    def shows_all(self) -> bool:
        return bool(self.request.GET.get("all"))

    def get_title(self):
        return f"{self.object}版本对比"

    def get_crumbs(self):
        return crumbs(self.object)

    def get_state(self):
        if self.old == self.new:
            yield f"只有第 {self.new.version} 版，没有可以对比的"
            return
        yield f"第 {self.old.version} 版 → 第 {self.new.version} 版"
        yield figures("{} 个单位有变化，共 {} 个", self.counts["changed"], self.counts["total"])

    def actions(self):
        if self.old != self.new:
            yield Action("打印", icon="printer", form="versions", name="print", value="1", blank=True)
            yield Action("导出 Excel", icon="download", form="versions", name="export", value="xlsx", primary=True)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            self.object = self.get_object()
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        rows = self.rows if self.shows_all else self.rows.filter(is_changed=True)
        causes = reads.by_entry(self.causes)
        table = VersionTable(rows, names=self.names, places=self.places, causes=causes if self.knows_why else None)
        return super().get_context_data(**kwargs) | {
            "table": RequestConfig(self.request, paginate={"per_page": ROWS}).configure(table),
            "causes": CauseTable(self.causes),
            "tallies": self.tallies, "old": self.old, "new": self.new, "shows_all": self.shows_all,
            "counts": self.counts,
            "comparable": self.old != self.new, "knows_why": self.knows_why,
            "ranking": self.object.ranking_url,
        }  # fmt: skip

    def export(self):
        title = f"{self.object}第{self.old.version}版与第{self.new.version}版对比"
        common = {"unit": unit_of(self.request.user), "day": timezone.localdate()}
        causes = reads.by_entry(self.causes)
        rows = version_rows(self.rows, self.names, self.places, causes)
        sheets = [excel.SheetSpec("名次变化", VersionTable.COLUMNS, rows, title=title, **common)]
        if self.knows_why:
            sheets.append(
                excel.SheetSpec(
                    "变动原因", CauseTable.COLUMNS, CauseTable.lines(self.causes), title=f"{title}原因", **common
                )
            )
        return excel.xlsx_response(sheets, title)
