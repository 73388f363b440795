import pytest

from core.values.filenames import file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("汉山镇第三季度排名_20260930.xlsx", "汉山镇第三季度排名_20260930.xlsx"),
        ('2026/3 <观摩>: "甲".xlsx', "2026_3 _观摩__ _甲_.xlsx"),
        ("a\r\nSet-Cookie: b\u2028.pdf", "aSet-Cookie_ b.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("..", "_"),
        ("", "_"),
    ],
)
def test_a_name_is_one_line_without_folders(text, name):
    assert file_name(text) == name
