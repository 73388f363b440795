"""Forms of nominations and declarations."""

from django import forms
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from cadres.models import Appointment
from contests.models import Contest, Declaration
from contests.services.declarations import TEXTS, TOPIC_LENGTH, Item
from core.files.attachments import AttachmentsField
from core.pages.forms import Form, ModelForm
from scoring.choices import Subject
from scoring.models import Entry
from scoring.services.entries import LABEL_LENGTH, entry_of, group_entry, person_entry

BLANK_ELECTIVES = 3  # empty lines offered for further items
MOST_ELECTIVES = 60  # lines taken at once
LONGEST = 5_000  # characters of one text


class NominateForm(Form):
    """Whom the township puts forward, asked for in the way the kind of participant needs."""

    area = forms.ModelChoiceField(Area.objects.all(), label="推荐")
    label = forms.CharField(label="组名", max_length=LABEL_LENGTH, help_text="如“三组”")
    appointment = forms.ModelChoiceField(Appointment.objects.none(), label="推荐", help_text="按现任职务列出")

    def __init__(self, *args, contest: Contest, user: User, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        subject, own, today = contest.scheme.subject, user.acting.area, timezone.localdate()
        taken = contest.entries.filter(label="").values("area")
        if subject == Subject.PERSON:
            del self.fields["area"], self.fields["label"]
            held = Appointment.objects.valid_on(today).in_area(own.prefix).select_related("person", "area", "post")
            self.fields["appointment"].queryset = held.order_by("area__code", "post__order")
            self.fields["appointment"].label_from_instance = lambda each: f"{each.person}（{each.title}）"
            return
        del self.fields["appointment"]
        if subject == Subject.TOWNSHIP:
            self.fields["area"].queryset = Area.objects.filter(pk=own.pk)
            self.fields["area"].initial = own
        else:
            self.fields["area"].queryset = Area.objects.villages().below(own).valid_on(today).exclude(pk__in=taken)
        if subject != Subject.GROUP:
            del self.fields["label"]

    def entry(self) -> Entry:
        """What was chosen, as an entry that is not saved yet."""
        data = self.cleaned_data
        if "appointment" in data:
            return person_entry(data["appointment"])
        return group_entry(data["area"], data["label"].strip()) if "label" in data else entry_of(data["area"])


class DeclarationForm(ModelForm):
    """Required items, elective items (topic and content), the three texts, and files."""

    files = AttachmentsField(label="附件", required=False)

    class Meta:
        model = Declaration
        fields = TEXTS
        widgets = {name: forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}) for name in TEXTS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contest = self.instance.contest
        items = {item.topic: item for item in self.instance.items.all()}
        self.required_topics = [topic[:TOPIC_LENGTH] for topic in contest.required]
        for at, topic in enumerate(self.required_topics):
            written = items.pop(topic, None)
            self.fields[f"required_{at}"] = self._content(topic, written.content if written else "")
        electives = [item for item in items.values() if item.content or not item.is_required]
        self.elective_count = len(electives) + BLANK_ELECTIVES if self._takes_electives(contest) else len(electives)
        if self.is_bound:  # lines that were there when the page was opened
            sent = sum(f"topic_{at}" in self.data for at in range(MOST_ELECTIVES))
            self.elective_count = max(self.elective_count, sent)
        for at in range(self.elective_count):
            item = electives[at] if at < len(electives) else None
            self.fields[f"topic_{at}"] = forms.CharField(
                label=f"自选动作 {at + 1}", max_length=TOPIC_LENGTH, required=False,
                initial=item.topic if item else "", help_text=self._offered(contest),
            )  # fmt: skip
            self.fields[f"content_{at}"] = self._content("内容", item.content if item else "")
        self.fieldsets = (
            ("规定动作", tuple(f"required_{at}" for at in range(len(self.required_topics)))),
            ("自选动作", tuple(f"{name}_{at}" for at in range(self.elective_count) for name in ("topic", "content"))),
            ("主要做法、亮点和成效", TEXTS),
            ("附件", ("files",)),
        )
        self.fieldsets = tuple((title, names) for title, names in self.fieldsets if names)

    @property
    def unrecorded(self) -> list[str]:
        """The fields of the items, which are rows of their own."""
        return [name for name in self.fields if name not in (*TEXTS, "files")]

    @staticmethod
    def _takes_electives(contest: Contest) -> bool:
        return contest.asks_declaration and contest.electives_max != 0

    @staticmethod
    def _offered(contest: Contest) -> str:
        return f"可选：{'、'.join(contest.electives)}，也可自拟" if contest.electives else "自拟项目名称"

    @staticmethod
    def _content(label: str, initial: str) -> forms.CharField:
        return forms.CharField(
            label=label, required=False, initial=initial, max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        for at in range(self.elective_count):
            if data.get(f"content_{at}") and not data.get(f"topic_{at}"):
                self.add_error(f"topic_{at}", "请写明自选动作的名称")
        return data

    def items(self) -> list[Item]:
        """What was written, required items first."""
        data = self.cleaned_data
        required = [Item(topic, data[f"required_{at}"], True) for at, topic in enumerate(self.required_topics)]
        electives = [(data[f"topic_{at}"].strip(), data[f"content_{at}"]) for at in range(self.elective_count)]
        return required + [Item(topic, content) for topic, content in electives if topic]

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}
