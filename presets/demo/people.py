"""Invented village cadres and accounts; the same every time for the same day."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from pypinyin import lazy_pinyin

from accounts.models import Assignment, User
from areas.models import Area, AreaCategory, Category, VillageProfile, WeakVillageStatus
from cadres.choices import EntryKind
from cadres.models import Appointment, DossierEntry, Person, PostKind, Source
from cadres.policy import check_digit
from cadres.querysets import TOWNSHIP_SECRETARY

PASSWORD = "touyan-demo-2026"  # noqa: S105 (the demo's, printed at every start)
TERM_YEARS = 5
SCHOOLS = {"21": "陕西理工大学 农学", "31": "汉中职业技术学院 畜牧兽医", "41": "南郑职业教育中心 农村经济"}
CONCURRENT_SHARE = 0.77
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MEN = (
    "建国 志强 明远 永德 少华 国平 春生 海涛 立军 文斌 长青 德全 小军 伟 勇 军 磊 建平 "
    "成林 振华 新民 宏伟 东升 志远 家明 庆丰 云飞 兴旺 世杰 正义 学文 继宗 耀辉 晓峰 俊杰"
    " 子豪 一鸣 天佑 树林 光荣"
)
WOMEN = (
    "秀英 桂兰 玉梅 小红 丽 芳 敏 静 晓燕 春梅 海霞 红霞 建芬 雪琴 慧 玲 婷婷 佳怡 文静"
    " 秋菊 金凤 彩云 莉 瑞芳 晓莉 雅琴 梦洁 思雨 欣怡 月娥"
)
NATIONS = ("01",) * 97 + ("03", "15", "11")
ROLES = [  # post, share of villages that have it
    ("deputy_secretary", 1.0), ("deputy_director", 0.62), ("member", 1.0), ("member", 0.34), ("clerk", 1.0),
]  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One line of what the demo prints at every start."""

    username: str
    who: str


def pinyin(text: str) -> str:
    return "".join(lazy_pinyin(text))


def make_villages(villages: list[Area], rng: random.Random, today: date) -> None:
    """Profiles, categories and the villages under rectification."""
    categories = list(Category.objects.exclude(code="yellow_river"))  # the Yellow River is far from here
    profiles, held, weak = [], [], []
    start = date(today.year - 2, 1, 1)
    for village in villages:
        population = rng.randrange(600, 4200)
        members = max(18, population * rng.randrange(25, 45) // 1000)
        profiles.append(
            VillageProfile(
                area=village, population=population, households=population * 10 // rng.randrange(30, 42),
                party_members=members, villager_groups=rng.randrange(4, 15),
                party_organisation="committee" if members > 100 else "general_branch" if members > 50 else "branch",
            )
        )  # fmt: skip
        chosen = rng.sample(categories, k=rng.choices((0, 1, 2), (52, 42, 6))[0])
        held += [AreaCategory(area=village, category=each, valid_from=start, note="年度分类") for each in chosen]
        if rng.random() < 0.03:
            weak.append(WeakVillageStatus(area=village, valid_from=start, reason="班子不团结，战斗力不强"))
    VillageProfile.objects.bulk_create(profiles)
    AreaCategory.objects.bulk_create(held)
    WeakVillageStatus.objects.bulk_create(weak)


def make_cadres(villages: list[Area], rng: random.Random, today: date) -> dict[int, Person]:
    """About 1,600 cadres with their posts; returns village → secretary."""
    posts = {post.code: post for post in PostKind.objects.all()}
    sources = list(Source.objects.exclude(code="office_cadre"))
    office = Source.objects.get(code="office_cadre")
    began = date(today.year - 1, 3, 18)
    held: list[tuple[Person, str, Area]] = []
    secretaries: dict[int, Person] = {}
    neighbour: Area | None = None
    for village in villages:
        if neighbour is not None and village.parent_id == neighbour.parent_id and rng.random() < 0.02:
            secretary = secretaries[neighbour.pk]  # 跨村任职 (D0 1.2)
        else:
            secretary = _person(village, rng, today, sources, party=True, oldest=59)
        secretaries[village.pk] = secretary
        held.append((secretary, "secretary", village))
        concurrent = rng.random() < CONCURRENT_SHARE
        director = secretary if concurrent else _person(village, rng, today, sources)
        held.append((director, "director", village))
        for post, share in ROLES:
            if rng.random() < share:
                held.append((_person(village, rng, today, sources, youngest=23), post, village))
        if rng.random() < 0.18:
            held.append((_person(village, rng, today, [office], party=True, oldest=48), "first_secretary", village))
        neighbour = village
    people = list({id(person): person for person, _, _ in held}.values())
    give_numbers(people, first=1)
    Person.objects.bulk_create(people)
    seats: dict[tuple[int, str], int] = {}
    appointments = []
    for person, post, village in held:
        seat = seats[village.pk, post] = seats.get((village.pk, post), 0) + 1
        start = began + timedelta(days=rng.randrange(0, 20))
        appointments.append(
            Appointment(
                person=person, post=posts[post], area=village, seat=seat, valid_from=start,
                term_ends_on=date(start.year + TERM_YEARS, start.month, start.day) - timedelta(days=1),
                note="村“两委”换届",
            )
        )  # fmt: skip
    Appointment.objects.bulk_create(appointments)
    DossierEntry.objects.bulk_create(
        DossierEntry(
            person=each.person, kind=EntryKind.APPOINTMENT, date=each.valid_from, title=f"任{each.title}",
            detail=f"任期至 {each.term_ends_on}", source_label="任职", key=f"appointment:{each.pk}:begin",
        )
        for each in appointments
    )  # fmt: skip
    return secretaries


def give_numbers(people: list[Person], *, first: int) -> None:
    """ID numbers and accounts of nobody: valid in form, orders of one day from ``first`` on, no bank's prefix."""
    orders: dict[tuple[date, str], int] = {}
    for at, person in enumerate(people):
        key, is_odd = (person.birth_date, person.sex), person.sex == "1"
        order = orders[key] = orders.get(key, first + (first % 2 != is_odd) - 2) + 2
        start = f"610703{person.birth_date:%Y%m%d}{order:03}"
        person.id_number = start + check_digit(start)
        person.bank_account, person.bank_name = f"0000{first:04}{at:08}", "南郑农商银行"


def make_township_secretaries(townships: list[Area], rng: random.Random, today: date) -> None:
    """The secretaries of the townships' party committees, whose township competes under their name. D3 1"""
    office, began = Source.objects.get(code="office_cadre"), date(today.year - 1, 1, 10)
    secretaries = [_person(area, rng, today, [office], party=True, youngest=36, oldest=54) for area in townships]
    for person in secretaries:
        person.full_time_education, person.in_service_education = "31", "21"
    give_numbers(secretaries, first=801)
    Person.objects.bulk_create(secretaries)
    post = PostKind.objects.get(code=TOWNSHIP_SECRETARY)
    Appointment.objects.bulk_create(
        Appointment(person=person, post=post, area=person.area, valid_from=began, note="组织任命")
        for person in secretaries
    )


def _person(
    area: Area, rng: random.Random, today: date, sources: list[Source], *, party=None, youngest=26, oldest=60
) -> Person:  # fmt: skip
    woman = rng.random() < 0.31
    name = rng.choice(SURNAMES) + rng.choice((WOMEN if woman else MEN).split())
    age = min(oldest, max(youngest, round(rng.gauss(44, 9))))
    birth = date(today.year - age, 1, 1) + timedelta(days=rng.randrange(0, 300))
    is_member = party or rng.random() < 0.72
    joined = date(birth.year + rng.randrange(20, min(age, 34)), 7, 1) if is_member else None
    person = Person(
        name=name, sex="2" if woman else "1", birth_date=birth, nationality=rng.choice(NATIONS), party_joined_on=joined,
        **_studies(rng), source=rng.choice(sources), phone=f"1990916{rng.randrange(0, 10_000):04}", area=area,
    )  # fmt: skip
    person.fill_name_keys()
    return person


def _studies(rng: random.Random) -> dict[str, str]:
    highest = rng.choices(("21", "31", "41", "61", "71"), (14, 36, 12, 26, 12))[0]
    in_service = rng.choices((False, True), (45, 55))[0]
    if not in_service or highest == "71":
        school, degree = SCHOOLS.get(highest, ""), "农学学士" if highest == "21" else ""
        return {"full_time_education": highest, "full_time_degree": degree, "full_time_school": school}
    earlier = "61" if highest in ("21", "31") else "71"
    school = "国家开放大学 行政管理" if highest in ("21", "31") else ""
    return {"full_time_education": earlier, "in_service_education": highest, "in_service_school": school}


def make_accounts(county: Area, townships: list[Area], secretaries: dict[int, Person], today: date) -> dict[str, User]:
    """Accounts of every role; user names are pinyin, all with the demo's password. Returns user name → user."""
    wanted: list[tuple[str, str, str, str, Area]] = [
        ("zuzhibu", "李明远", "区委组织部", "county_official", county),
        ("lingdao", "陈国平", "区擂台比武领导小组", "leading_group", county),
        ("nongyeju", "王秀英", "区农业农村局", "department_rater", county),
        ("zhujianju", "赵志强", "区住建局", "department_rater", county),
        ("minzhengju", "周静", "区民政局", "department_rater", county),
        ("wenlvju", "孙晓莉", "区文化和旅游局", "department_rater", county),
        ("shengtaiju", "何文斌", "市生态环境局南郑分局", "department_rater", county),
        ("xitong", "系统管理员", "区委组织部信息室", "system_admin", county),
        ("anquan", "安全管理员", "区委组织部信息室", "security_admin", county),
        ("shenji", "审计员", "区委组织部干部监督室", "auditor", county),
    ]
    clerks = ["张莉", "杨志远", "李晓梅", "孙建民", "刘芳", "王磊", "郑敏", "高翔", "林静", "马军"]
    for at, township in enumerate(townships):
        name = clerks[0] if township.short_name == "高台镇" else clerks[1 + at % (len(clerks) - 1)]
        wanted.append(
            (pinyin(township.short_name), name, f"{township.short_name}党建办", "township_official", township)
        )
        if township.short_name == "高台镇":  # who enters paper sheets a second time
            wanted.append(("gaotaizhen2", "刘芳", "高台镇党建办", "township_official", township))
    by_person: dict[int, tuple[str, str, str, str, Area]] = {}
    taken = {username for username, *_ in wanted}
    for village, person in _home_villages(secretaries):
        username = pinyin(village.parent.short_name.rstrip("镇街道")) + "-" + pinyin(village.short_name.rstrip("村"))
        username = _free(username, taken)
        taken.add(username)
        by_person[person.pk] = (username, person.name, f"{village.short_name}书记", "village_cadre", village)
    password = make_password(PASSWORD)
    rows = [*wanted, *by_person.values()]
    users = User.objects.bulk_create(
        User(username=username, name=name, unit=unit, password=password) for username, name, unit, _, _ in rows
    )
    made = {user.username: user for user in users}
    since = date(today.year - 1, 3, 18)
    Assignment.objects.bulk_create(
        Assignment(user=made[username], role=role, area=area, valid_from=since) for username, _, _, role, area in rows
    )
    persons = []
    for person in {p.pk: p for p in secretaries.values()}.values():
        person.user = made[by_person[person.pk][0]]
        persons.append(person)
    Person.objects.bulk_update(persons, ["user"], batch_size=500)
    return made


def _home_villages(secretaries: dict[int, Person]) -> Iterable[tuple[Area, Person]]:
    """Each secretary once, with the village that keeps the file."""
    seen = {}
    for person in secretaries.values():
        seen.setdefault(person.pk, (person.area, person))
    return seen.values()


def _free(username: str, taken: set[str]) -> str:
    at, free = 1, username
    while free in taken:
        at += 1
        free = f"{username}{at}"
    return free


def shown_accounts() -> list[Account]:
    """The accounts worth trying, in the order in which they are printed."""
    return [
        Account("gaotaizhen", "高台镇党建办 张莉：录入评分、办本镇比武"),
        Account("gaotaizhen2", "高台镇党建办 刘芳：纸质表的第二遍"),
        Account("gaotai-mituo", "弥陀村书记：村支书互评、看本村成绩"),
        Account("zuzhibu", "区委组织部 李明远：计分、看全区排名、导出 Excel"),
        Account("nongyeju", "区农业农村局评委 王秀英：给区级比武打分"),
        Account("lingdao", "领导小组 陈国平：看全区、评第二轮"),
        Account("xitong", "系统管理员：账号、区划"),
        Account("anquan", "安全管理员：授权、解锁"),
        Account("shenji", "审计员：变更记录"),
    ]
