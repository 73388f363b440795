"""The cadre list and a village's team."""

from django.utils.html import format_html, format_html_join

from areas.choices import Level
from cadres.models import Appointment, Person
from cadres.querysets import DIRECTOR, SECRETARY
from core.files.excel import Column as ExcelColumn
from core.pages.tables import Column, DateColumn, NumberColumn, SubColumn, Table
from core.templatetags.touyan import badge


class PersonTable(Table):
    unit = "人"

    name = Column(linkify=True, order_by=("pinyin", "id"))
    posts = Column(verbose_name="现任职务", accessor="posts", orderable=False, default="")
    area = Column(verbose_name="所在村（单位）", accessor="area__short_name", order_by=("area__code", "pinyin", "id"))
    age = NumberColumn(verbose_name="年龄（岁）", order_by=("-birth_date", "id"))
    sex = SubColumn()
    education = SubColumn(order_by=("education", "pinyin"))
    source = SubColumn(verbose_name="来源", accessor="source__name", order_by=("source__order", "pinyin"))
    party_joined_on = DateColumn()
    number = SubColumn(verbose_name="人员编号")

    class Meta:
        model = Person
        fields = ("name", "posts", "area", "age", "sex", "education", "source", "party_joined_on", "number")
        export_columns = (
            ExcelColumn("人员编号", 11, source="number"),
            ExcelColumn("姓名", 10, source="name"),
            ExcelColumn("身份证号", 20, source=lambda person: str(person.id_number)),
            ExcelColumn("性别", 6, "center", source="sex"),
            ExcelColumn("出生日期", 12, "date", source="birth_date"),
            ExcelColumn("民族", 8, "center", source="nationality"),
            ExcelColumn("入党日期", 12, "date", source="party_joined_on"),
            ExcelColumn("学历", 10, source="education"),
            ExcelColumn("来源", 12, source="source__name"),
            ExcelColumn("乡镇", 12, source="township"),
            ExcelColumn("所在村（单位）", 14, source="area__short_name"),
            ExcelColumn("现任职务", 18, source="post_names"),
            ExcelColumn("手机", 14, source=lambda person: str(person.phone)),
            ExcelColumn("银行账号", 12, source=lambda person: str(person.bank_account)),
            ExcelColumn("开户行", 16, source="bank_name"),
            ExcelColumn("全日制教育", 24, source=lambda person: person.full_time),
            ExcelColumn("在职教育", 24, source=lambda person: person.in_service),
            ExcelColumn("专长", 16, source="speciality"),
        )

    def render_posts(self, value, record):
        names = "、".join(
            str(held.post) if held.area_id == record.area_id else f"{held.area}{held.post}" for held in value
        )
        badges = _badges(record.area, value)
        return format_html("{}{}", names, format_html_join("", " {}", ((badge(word, "line"),) for word in badges)))


class TeamTable(Table):
    """Who holds which post in a village, empty seats included."""

    unit = "席"
    opens = "person"

    post = Column(verbose_name="职务", orderable=False)
    person = Column(verbose_name="姓名", orderable=False, empty_values=())
    age = NumberColumn(verbose_name="年龄（岁）", accessor="age", orderable=False)
    education = SubColumn(verbose_name="学历", accessor="person__get_education_display", orderable=False)
    valid_from = DateColumn(verbose_name="任职日期", orderable=False)
    term_ends_on = DateColumn(verbose_name="任期届满", orderable=False)

    class Meta:
        model = Appointment
        fields = ("post", "person", "age", "education", "valid_from", "term_ends_on")

    def render_post(self, record):
        return record.post.name

    def render_person(self, record):
        if record.person_id is None:
            return badge("空缺", "warn")
        if not record.linked:
            return record.person.name
        return format_html('<a href="{}">{}</a>', record.person.get_absolute_url(), record.person)


def _badges(home, posts) -> list[str]:
    """As ``PersonQuerySet.with_badges``, from posts that are at hand: cheaper than asking for every row of the list."""
    places = {code: {held.area_id for held in posts if held.post.code == code} for code in (SECRETARY, DIRECTOR)}
    own = [held.area for held in posts if held.area.level == Level.VILLAGE and not held.post.is_seconded]
    badges = ["一肩挑"] if places[SECRETARY] & places[DIRECTOR] else []
    return badges + (["跨村"] if home.level == Level.VILLAGE and any(area != home for area in own) else [])
