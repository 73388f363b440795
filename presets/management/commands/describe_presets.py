"""``manage.py describe_presets``: the value-by-value part of docs/presets.md"""

from collections.abc import Iterator

from django.core.management.base import BaseCommand

from contests import presets


def describe(name: str, content: presets.Content) -> Iterator[str]:
    """One file as a Markdown table: every value with its clause."""
    labels, values = presets.labels(content), presets.shown(content)
    yield f"## {name}.toml：{content['scheme']['name']}"
    yield ""
    yield "| 位置 | 内容 | 取值 | 出处 |"
    yield "|---|---|---|---|"
    for path, label in labels.items():
        if path.endswith(".code"):
            continue
        note = presets.note_for(content["notes"], path)
        source = f"**{presets.UNSET_LABEL}**" if note == presets.UNSET else note or ""
        yield f"| `{path}` | {label} | {values[path]} | {source} |"


class Command(BaseCommand):
    help = "把随系统提供的方案逐值列成 Markdown（docs/presets.md 的后半部分）"

    def handle(self, *args, **options):
        for name, path in presets.shipped().items():
            lines = describe(name, presets.parse(path.read_text("utf-8")))
            self.stdout.write("\n".join(lines) + "\n")
