"""The posts of the glossary and the sources of A3."""

from django.db import migrations

POSTS = (  # code, name, short name, seconded, single seat
    ("secretary", "村党组织书记", "书记", False, True),
    ("director", "村委会主任", "主任", False, True),
    ("deputy_secretary", "村党组织副书记", "副书记", False, False),
    ("deputy_director", "村委会副主任", "副主任", False, False),
    ("member", "村“两委”委员", "委员", False, False),
    ("clerk", "村文书", "文书", False, False),
    ("first_secretary", "驻村第一书记", "第一书记", True, True),
    ("resident_team_member", "驻村工作队员", "工作队员", True, False),
    ("township_secretary", "乡镇（街道）党（工）委书记", "乡镇书记", False, True),  # competes and is appraised: D3 1, 5.1
)
SOURCES = (
    ("veteran", "退役军人"),
    ("graduate", "大学毕业生"),
    ("returnee", "返乡创业人员"),
    ("local_talent", "乡土能人"),
    ("educated_youth", "知识青年"),
    ("wealth_maker", "致富能人"),
    ("large_grower", "产业大户"),
    ("new_gentry", "新乡贤"),
    ("office_cadre", "机关干部"),
)


def seed(apps, schema_editor):
    post, source = apps.get_model("cadres", "PostKind"), apps.get_model("cadres", "Source")
    post.objects.bulk_create(
        post(code=code, name=name, short_name=short, is_seconded=seconded, single_seat=single, order=order)
        for order, (code, name, short, seconded, single) in enumerate(POSTS, start=1)
    )
    source.objects.bulk_create(
        source(code=code, name=name, order=order) for order, (code, name) in enumerate(SOURCES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("cadres", "0002_guards")]
    operations = [migrations.RunPython(seed)]
