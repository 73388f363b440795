"""Division codes from files."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from areas.choices import Level
from areas.models import Area
from areas.services import AreaFile, Loaded, load_areas
from core.errors import TouyanError

HEADER = "code,name,level\n"
GOOD = HEADER + "610000000000,陕西省,1\n610700000000,汉中市,2\n610703000000,南郑区,3\n"


@pytest.fixture
def file(tmp_path):
    def write(text: str, name: str = "areas.csv", level=None) -> AreaFile:
        path = tmp_path / name
        (gzip.open if name.endswith(".gz") else open)(path, "wt", encoding="utf-8").write(text)
        return AreaFile(path, level)

    return write


def refused(file) -> list[str]:
    before = Area.objects.count()
    with pytest.raises(TouyanError) as caught:
        load_areas([file])
    assert Area.objects.count() == before
    return caught.value.items


@pytest.mark.django_db
def test_the_demo_county_loads_once(capsys):
    call_command("load_areas")
    assert "新增 338 个" in capsys.readouterr().out
    county = Area.objects.get(code="610703000000")
    assert Area.objects.below(county).at(Level.TOWNSHIP).count() == 22
    assert Area.objects.below(county).villages().count() == 313
    gaotai = Area.objects.get(short_name="高台镇")
    assert {"战斗村", "弥陀村"} <= {str(area) for area in Area.objects.below(gaotai)}
    assert gaotai.parent == county
    call_command("load_areas")
    assert "没有变化：338 个区划都已是最新" in capsys.readouterr().out


@pytest.mark.django_db
def test_national_files_find_parents_by_prefix_and_merge_same_places(file):
    files = [
        file('code,name\n44,"广东省"\n', "p.csv", Level.PROVINCE),
        file('code,name,provinceCode\n4419,"东莞市",44\n', "c.csv", Level.CITY),
        file('code,name,cityCode\n441900,"东莞市",4419\n', "a.csv", Level.COUNTY),
        file('code,name,areaCode\n441900003,"东城街道",441900\n', "s.csv.gz", Level.TOWNSHIP),
        file('code,name,streetCode\n441900003001,"岗贝社区居委会",441900003\n', "v.csv.gz", Level.VILLAGE),
    ]
    assert load_areas(files) == Loaded(added=4, renamed=0, unchanged=0, same_place=1)
    village = Area.objects.get(short_name="岗贝社区")
    assert village.full_name == "广东省东莞市东城街道岗贝社区"
    assert village.parent.parent.level == Level.CITY
    assert not load_areas(files).changed


@pytest.mark.django_db
def test_a_new_name_is_taken_over_and_the_old_one_kept_in_history(file):
    load_areas([file(GOOD)])
    assert load_areas([file(GOOD.replace("南郑区", "南郑县"))]) == Loaded(0, 1, 2, 0)
    county = Area.objects.get(code="610703000000")
    assert (county.name, county.short_name) == ("南郑县", "南郑县")
    assert [event.name for event in county.events.all()] == ["南郑区"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("61070X000000,某区,3", "areas.csv 第 5 行“code”列：“61070X000000”须为 12 位数字"),
        ("610704,某区,3", "areas.csv 第 5 行“code”列：“610704”须为 12 位数字"),
        ("610704001000,某区,3", "areas.csv 第 5 行“code”列：“610704001000”与级别 3 不符"),
        ("610704000000,,3", "areas.csv 第 5 行“name”列：名称须为 1–60 个字"),
        (f"610704000000,{'长' * 61},3", "areas.csv 第 5 行“name”列：名称须为 1–60 个字"),
        ("610704000000,某区,9", "areas.csv 第 5 行“level”列：级别须为 1–5"),
        ("610704000000,某区", "areas.csv 第 5 行“level”列：这一行的列数不够"),
        ("610703000000,又一个,3", "areas.csv 第 5 行“code”列：区划代码重复"),
        ("620701000000,无上级,3", "areas.csv 第 5 行“code”列：找不到上级区划 620700000000"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(file, row, problem):
    assert refused(file(f"{GOOD}{row}\n")) == [problem]


@pytest.mark.django_db
def test_a_local_code_is_not_overwritten(file):
    load_areas([file(GOOD)])
    county = Area.objects.get(code="610703000000")
    Area.objects.create(
        code="610703901000", name="经开区", short_name="经开区", level=4, parent=county, is_official=False
    )
    assert refused(file(HEADER + "610703901000,某镇,4\n")) == [
        "areas.csv 第 2 行“code”列：已有区划“经开区”使用此代码，但级别或性质不同"
    ]


@pytest.mark.django_db
def test_files_that_cannot_be_read_say_so(tmp_path, file):
    with pytest.raises(CommandError, match=r"没有\.csv 打不开"):
        call_command("load_areas", provinces=tmp_path / "没有.csv")
    (tmp_path / "gbk.csv").write_bytes("code,name\n61,陕西省\n".encode("gbk"))
    with pytest.raises(CommandError, match="不是 UTF-8"):
        call_command("load_areas", provinces=tmp_path / "gbk.csv")
    (tmp_path / "broken.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(CommandError, match="打不开或已损坏"):
        call_command("load_areas", provinces=tmp_path / "broken.csv.gz")
    with pytest.raises(TouyanError, match="缺少列：name"):
        load_areas([file("code,title\n61,陕西省\n", "p.csv", Level.PROVINCE)])


@pytest.mark.django_db
def test_long_lists_of_errors_are_cut(file):
    rows = "".join(f"{number},某区,3\n" for number in range(100))
    assert len(refused(file(HEADER + rows))) == 20
