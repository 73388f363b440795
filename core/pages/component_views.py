"""Every part pages are made of, once, with what it takes: /core/components/, there while developing only."""

import re
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import django_filters
from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from core.errors import TouyanError
from core.models import CalendarDay, Job
from core.pages.conflicts import Conflict
from core.pages.filters import CheckFilter, FilterSet, SearchFilter
from core.pages.forms import CheckGroups, Checks, Form, RemoteChoice
from core.pages.tables import BadgeColumn, DateColumn, NumberColumn, SubColumn, Table
from core.pages.views import Action, figures

FOLDER = settings.BASE_DIR / "templates/components"
WHOLE_PAGES = {"form_page", "import_run", "list_page", "register_detail"}
UNSEEN = {"head", "styles"}  # of a page's head
DAY = date(2026, 9, 30)
NAMES = ((1, "高台社区"), (2, "东新村"), (3, "战斗村"))


@dataclass(frozen=True)
class Part:
    """A template of ``templates/components/``: its comment, and what it makes of sample values (may be nothing)."""

    name: str
    about: str
    made: str


class SampleForm(Form):
    name = forms.CharField(label="名称", help_text="一句话说明填什么。", max_length=20)
    points = forms.DecimalField(label="分数", required=False)
    on = forms.DateField(label="日期")
    reason = forms.CharField(label="原因", widget=forms.Textarea({"rows": 2}), required=False)
    group = forms.ChoiceField(label="组别", choices=NAMES)
    certain = forms.BooleanField(label="已核对", required=False)
    villages = forms.MultipleChoiceField(label="参赛村", choices=NAMES, widget=Checks, required=False)
    by_township = forms.MultipleChoiceField(
        label="按镇选村", choices=[("高台镇", NAMES[:2]), ("新集镇", NAMES[2:])], widget=CheckGroups, required=False
    )
    person = forms.CharField(label="从长名单里找", widget=RemoteChoice("core:components"), required=False)
    scan = forms.FileField(label="附件", required=False)


class SampleTable(Table):
    rank = NumberColumn(verbose_name="名次")
    village = SubColumn(verbose_name="村")
    on = DateColumn(verbose_name="日期")
    state = BadgeColumn(verbose_name="状态", tones={"已定稿": "ok"})
    identity = ("rank", "village")
    unit, caption = "个村", "示例"


class SampleFilter(FilterSet):
    q = SearchFilter(label="名称", lookups=("name__icontains",))
    on = django_filters.DateFilter(field_name="date", label="日期")
    off = CheckFilter(field_name="is_workday", label="只看上班的")

    class Meta:
        model = CalendarDay
        fields = ()


class ComponentsView(TemplateView):
    template_name = "core/components.html"

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        names = sorted(path.stem for path in FOLDER.glob("*.html"))
        samples = self.samples()
        return super().get_context_data(
            title="页面部件", parts=[Part(name, _about(name), samples.get(name, "")) for name in names], **kwargs
        )

    def samples(self) -> dict[str, str]:
        """What each part makes of the values it asks for."""
        widgets, values = self._fields(), self._values()
        drawn = {name: render_to_string(f"components/{name}.html", values[name], self.request) for name in values}
        return drawn | {name: str(field) for name, field in widgets.items()}

    def _fields(self) -> dict[str, forms.BoundField]:
        form = SampleForm(user=self.request.user)
        names = {
            "check_groups": "by_township",
            "checks": "villages",
            "date": "on",
            "file": "scan",
            "remote_choice": "person",
        }
        return {part: form[name] for part, name in names.items()}

    def _values(self) -> dict[str, dict]:
        actions = [
            Action("打印", "?print=1", "printer"),
            Action("上报", "#", post=True),
            Action("定稿", "#", why_not="还有 2 份评分表没有交"),
            Action("撤销", "#", confirm="高台社区将不再参评。\n已打的分不保留。", reason=True),
            Action("计分", "#", "calculator", primary=True),
        ]
        form = SampleForm({"name": "甲", "points": "1.5万"}, user=self.request.user)
        conflict = Conflict("高台村", '"高台村"', "张莉")
        form.conflicts = {"name": conflict}
        rows = [{"rank": rank, "village": name, "on": DAY, "state": state} for (rank, name), state in
                zip(NAMES, ("已定稿", "已定稿", "评分中"), strict=True)]  # fmt: skip
        table = SampleTable(rows)
        RequestConfig(self.request, paginate={"per_page": 2}).configure(table)
        bar = SampleFilter({"q": "元旦"}, CalendarDay.objects.none(), request=self.request)
        bar.is_valid()
        listed = {"table": table, "filter": bar}
        head = {
            "title": "擂台比武", "crumbs": [("比武", "#"), ("第三季度", "")], "badges": [("演练", "info")],
            "state": ["集中评议中", figures("{} 个村已评完", "12/15"), "还剩 3 天"],
        }  # fmt: skip
        entry = {"date": DAY, "get_kind_display": "比武", "title": "第三季度比武", "value": "夺杯", "tone": "cup"}
        panel = {"register": {"name": "sample-panel", "title": "年度指标"}, "table": table, "more": "#", "create": "#"}
        job = Job(pk=0, title="计分", status=Job.Status.FAILED, error="还差 2 份评分表", finished_at=timezone.now())
        steps = [("推荐", "done"), ("集中评议", "now"), ("公示", "next")]
        messages = [
            Message(getattr(constants, level), text)
            for level, text in (
                ("SUCCESS", "已保存"),
                ("INFO", "请核对"),
                ("WARNING", "还差 2 份"),
                ("ERROR", "没有存上"),
            )
        ]
        printed = {"signatures": ["计票人：", "监票人："], "today": DAY}
        tabs = [{"label": "参评", "url": "#", "count": 15, "active": True}, {"label": "评委", "url": "#"}]
        return {
            **{name: {} for name in ("acting", "brand", "period")},
            "action_label": {"action": actions[0]},
            "action": {"action": actions[1]},
            "confirm": {"action": actions[3]},
            "compare": {"field": form["name"], "conflict": conflict},
            "field_label": {"field": form["name"]},
            "form": {"form": form},
            "crumbs": head,
            "state": head,
            "page_head": head | {"actions": actions},
            "empty": {"empty_text": "还没有比武。先定方案，再创建。", "empty_link": ("去创建", "#")},
            "error": {"error": TouyanError("还不能提交", items=["高台社区缺 2 格", "东新村缺 1 格"])},
            **dict.fromkeys(("filter_count", "filter_fields", "filters", "pager", "results", "table"), listed),
            "job": {"job": job},
            "messages": {"messages": messages},
            "panel": {"panel": panel},
            "print_sign": printed,
            "print_unit": printed,
            "progress": {"label": "实地观摩", "done": 12, "total": 15, "unit": "份", "left": "差 3 份"},
            "seg_link": {"url": self.request.path, "label": "按村"},
            "stepper": {"steps": [{"label": label, "date": f"{DAY:%m-%d}", "state": state} for label, state in steps]},
            "tabs": {"tabs": tabs},
            "timeline": {"years": [(2026, [SimpleNamespace(**entry)])]},
        }


def _about(name: str) -> str:
    """The comment at the head of a part: what it is and which values it takes."""
    if name in WHOLE_PAGES:
        return "整页：由视图的 template_name 使用，或由页面 extends。"
    lines = (FOLDER / f"{name}.html").read_text().splitlines()
    return " ".join(line.strip("{#} ") for line in lines[:3] if re.match(r"\{#.*#\}$", line))
