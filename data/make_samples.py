"""Makes the three sample ledgers of this folder. Nothing in them is real; the same bytes come out of every run.

    python data/make_samples.py [FOLDER]

A customer is drawn with attributes first (industry, region, employees, manager); some of them make a large and regular
customer likelier. What he is (KINDS) decides in which months he buys and how much the amounts vary. README.md lists
what is hidden in each file.
"""

from __future__ import annotations

import csv
import io
import math
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
FIRST_MONTH = (2024, 11)
MONTHS = 24
LAST_DAY = date(2026, 10, 31)

# kind: share of customers, chance to buy in a month, spread of a month's amount, documents a month, level (x base)
KINDS: dict[str, tuple[float, float, float, float, float]] = {
    "contract": (0.14, 0.98, 0.12, 3.0, 1.3),
    "small_contract": (0.06, 0.96, 0.10, 1.3, 0.10),
    "regular": (0.13, 0.86, 0.28, 2.2, 0.6),
    "irregular": (0.20, 0.42, 0.75, 1.5, 0.5),
    "small_irregular": (0.08, 0.40, 0.60, 1.2, 0.15),
    "quarterly": (0.06, 1.00, 0.10, 1.1, 1.3),
    "seasonal": (0.08, 0.92, 0.30, 1.7, 0.6),
    "rare": (0.17, 0.10, 0.50, 1.0, 0.35),
    "project": (0.04, 0.00, 0.35, 1.0, 27.0),
    "new": (0.04, 0.85, 0.30, 1.3, 0.7),
}


@dataclass
class Customer:
    """One made customer. start and stop are months 0..24; level is what he spends in a month he buys."""

    name: str
    variants: list[str]
    tax_id: str
    industry: str
    region: str
    employees: int
    manager: str
    email: str
    kind: str
    level: float
    start: int = 0
    stop: int = MONTHS
    phase: int = 0
    since: date | None = None
    cost: float = 0.7
    documents: int = 1
    offset: float = 0.5
    giant: bool = False


@dataclass
class Line:
    """One line of a ledger. note: sale, return, cancelled, proforma."""

    day: date
    customer: Customer | None
    amount: int
    product: str
    note: str = "sale"
    document: str = ""
    shown_name: str = ""
    shown_tax_id: str = ""


@dataclass(frozen=True)
class Story:
    """How one ledger differs from the others. base: what a middling customer spends in a month, in minor units."""

    code: str
    seed: int
    customers: int
    base: float
    best_industry: str
    best_manager: str
    season_industry: str
    season: tuple[int, ...]
    giant: tuple[str, str]
    giant_share: float
    tax_id: Callable[[Random], str]
    spell: Callable[[Random, str], tuple[str, list[str]]]
    lines_per_document: int


def month_start(index: int) -> date:
    """First day of a month counted from the ledger's first (index 24 is the day after its end)."""
    month = FIRST_MONTH[1] - 1 + index
    return date(FIRST_MONTH[0] + month // 12, month % 12 + 1, 1)


def working_day(rng: Random, index: int) -> date:
    """A working day of the month."""
    days = (month_start(index + 1) - month_start(index)).days
    while True:
        day = month_start(index) + timedelta(days=int(rng.random() * days))
        if day.weekday() < 5:
            return day


def weighted(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


# Tax ids: right by their checksum, but out of ranges nobody is given


def gb_vat(rng: Random) -> str:
    """GB 999...: numbers from 999 0001 on are not issued."""
    digits = f"999{int(rng.random() * 9000) + 1000}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    return f"GB{digits}{97 - total % 97:02}"


def nip(rng: Random) -> str:
    """NIP 999..., no tax office's prefix."""
    while True:
        digits = f"999{int(rng.random() * 10**6):06}"
        check = sum(int(d) * w for d, w in zip(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"


def inn(rng: Random) -> str:
    """ИНН 97..., no region's prefix."""
    digits = f"97{int(rng.random() * 10**7):07}"
    check = sum(int(d) * w for d, w in zip(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True)) % 11 % 10
    return f"{digits}{check}"


# Names and their spellings


def spell_en(_rng: Random, name: str) -> tuple[str, list[str]]:
    return name, [name.upper(), name.replace(" Ltd", " Limited").replace(" LLP", " llp"), name.replace(" ", "  ")]


def spell_pl(rng: Random, name: str) -> tuple[str, list[str]]:
    form = rng.choices(["Sp. z o.o.", "S.A.", "Sp. k.", "s.c."], [6, 1, 2, 2])[0]
    other = {"Sp. z o.o.": "SP Z O O", "S.A.": "SA", "Sp. k.": "sp.k.", "s.c.": "S.C."}[form]
    bare = name.replace(" {f}", "")
    return f"{bare} {form}", [f"{bare.upper()} {other}", f'"{bare}" {form}', f"{bare} {other}"]


def spell_ru(rng: Random, name: str) -> tuple[str, list[str]]:
    form = rng.choices(["ООО", "АО"], [8, 2])[0]
    return f"{form} «{name}»", [f'{form} "{name}"', f"{name} {form}", f"{form} {name.upper()}"]


STORIES = (
    Story(
        *("en", 20261031, 420, 95_000.0, "Healthcare", "Priya Nair", "Hospitality", (6, 7, 8, 12)),
        *(("Marlowick University Hospitals", "Healthcare"), 0.16, gb_vat, spell_en, 1),
    ),
    Story(
        *("pl", 20261032, 330, 620_000.0, "Hotele", "Marta Zielińska", "Edukacja", (6, 7, 8)),
        *(("Grupa Hotelowa Jodłowy Dwór {f}", "Hotele"), 0.14, nip, spell_pl, 1),
    ),
    Story(
        *("ru", 20261033, 260, 9_000_000.0, "Продукты питания", "Ковалёва Ирина", "Сельское хозяйство", (7, 8, 9, 10)),
        *(("Торговая сеть Краснолучье", "Продукты питания"), 0.19, inn, spell_ru, 2),
    ),
)


# Customers


def make_customers(story: Story, words: dict[str, Any], rng: Random) -> list[Customer]:
    """The giant first, then the others; every name and tax id once."""
    names = [
        (pattern.replace("{}", root), industry)
        for industry, patterns in words["industries"].items()
        for pattern in patterns
        for root in words["roots"]
    ]
    rng.shuffle(names)
    kinds = [kind for kind, row in KINDS.items() for _ in range(round(row[0] * story.customers))]
    people = [_customer(story, words, rng, story.giant, "contract")]
    taken = {people[0].tax_id}
    for kind in kinds:
        wanted = story.season_industry if kind == "seasonal" else None
        position = next(i for i, (_, industry) in enumerate(names) if wanted in (None, industry))
        person = _customer(story, words, rng, names.pop(position), kind)
        while person.tax_id in taken:
            person.tax_id = story.tax_id(rng)
        taken.add(person.tax_id)
        people.append(person)
    people[0].employees, people[0].manager, people[0].giant = 2400, story.best_manager, True
    _give_fates(people, rng)
    return people


def _customer(story: Story, words: dict[str, Any], rng: Random, named: tuple[str, str], kind: str) -> Customer:
    name, variants = story.spell(rng, named[0])
    employees = int(math.exp(rng.gauss(4.0, 1.3))) + 2
    manager = weighted(rng, words["managers"])
    score = 1.2 * (named[1] == story.best_industry) + 1.3 * (employees >= 250) + 0.7 * (manager == story.best_manager)
    spread = 0.35 if kind in ("project", "small_contract", "small_irregular") else 1.0
    lift = 0.3 if spread < 1 else 1.0
    level = story.base * KINDS[kind][4] * min(math.exp(rng.gauss(0, spread) + lift * score), 24.0)
    number = int(rng.random() * 9000) + 1000
    documents = 1 + int(rng.random() * 2 * (KINDS[kind][3] - 1) + 0.5)
    return Customer(
        *(name, variants, story.tax_id(rng), named[1], weighted(rng, words["regions"]), employees, manager),
        *(f"office{number}@{story.code}{number}.example", kind, level),
        phase=int(rng.random() * 3),
        cost=1.08 if rng.random() < 0.03 else 0.55 + 0.3 * rng.random(),
        documents=documents + (2 if kind == "contract" and level > 6 * story.base else 0),
        offset=rng.random(),
    )


def _give_fates(people: list[Customer], rng: Random) -> None:
    """Who starts late, who left, who fell silent, which of the best are late now."""
    steady = sorted((p for p in people[1:] if p.kind in ("contract", "regular")), key=lambda p: -p.level)
    for person in steady[3:28:5]:
        person.stop = MONTHS - 2
    for person in rng.sample(steady[28:], len(steady) // 5):
        person.stop = int(rng.random() * 12) + 8
    for person in rng.sample([p for p in people if p.kind == "small_irregular"], 6):
        person.stop = MONTHS - 5
    for person in people[1:]:
        if person.kind == "new":
            person.start = MONTHS - 1 - int(rng.random() * 5)
        elif person.stop == MONTHS and rng.random() < 0.22:
            person.start = int(rng.random() * 13) + 1
        if person.start == 0:
            person.since = date(2012 + int(rng.random() * 12), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))


# Documents


def make_lines(story: Story, words: dict[str, Any], people: list[Customer], rng: Random) -> list[Line]:
    """All sales and returns, the giant's last so that his share comes out as told."""
    lines: list[Line] = []
    for person in people[1:]:
        lines += _purchases(story, words, person, rng)
    others = sum(line.amount for line in lines)
    people[0].level = others * story.giant_share / (1 - story.giant_share) / MONTHS
    lines += _purchases(story, words, people[0], rng)
    lines += _returns(lines, rng)
    lines += _returned_everything(words, people, lines, rng)
    return lines


def _months(person: Customer, season: tuple[int, ...], rng: Random) -> list[int]:
    if person.kind == "project":
        return [int(rng.random() * 14) + 8]
    chance = KINDS[person.kind][1]
    chosen = []
    for index in range(person.start, person.stop):
        fits = person.kind != "seasonal" or month_start(index).month in season
        if person.kind == "quarterly":
            fits = index % 3 == person.phase
        if fits and rng.random() < chance:
            chosen.append(index)
    if not chosen:
        chosen = [person.start + int(rng.random() * (person.stop - person.start))]
    return chosen


def _purchases(story: Story, words: dict[str, Any], person: Customer, rng: Random) -> list[Line]:
    spread = KINDS[person.kind][2]
    lines: list[Line] = []
    for index in _months(person, story.season, rng):
        growth = 1 + 0.004 * index
        month = person.level * growth * math.exp(rng.gauss(0, spread) - spread * spread / 2)
        days = _days(person, index, rng)
        for number, day in enumerate(days):
            pieces = 1 + int(rng.random() * story.lines_per_document)
            for _ in range(pieces):
                amount = round(month / len(days) / pieces * (0.85 + 0.3 * rng.random()))
                product = words["project"] if person.kind == "project" else rng.choice(words["products"])
                lines.append(Line(day, person, max(amount, 100), product, document=f"{person.tax_id}-{index}-{number}"))
    return lines


def _days(person: Customer, index: int, rng: Random) -> list[date]:
    """The giant is billed on the last day of the month too; steady customers keep their days, others buy on any."""
    if person.kind not in ("contract", "small_contract", "regular"):
        return [working_day(rng, index) for _ in range(person.documents)]
    start, length = month_start(index), (month_start(index + 1) - month_start(index)).days
    days = [start + timedelta(days=length - 1)] if person.giant else []
    for number in range(person.documents):
        place = round((number + person.offset) / person.documents * length + rng.gauss(0, 1))
        day = start + timedelta(days=min(max(place, 0), length - 1))
        days.append(day - timedelta(days=max(day.weekday() - 4, 0)) if day.day > 2 else working_day(rng, index))
    return days


def _returns(lines: list[Line], rng: Random) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        if rng.random() < 0.02:
            day = line.day + timedelta(days=5 + int(rng.random() * 40))
            if day <= LAST_DAY and day.weekday() < 5:
                part = -round(line.amount * (1.0 if rng.random() < 0.2 else 0.1 + 0.5 * rng.random()))
                found.append(Line(day, line.customer, part, line.product, "return", f"return-{len(found)}"))
    return found


def _returned_everything(words: dict[str, Any], people: list[Customer], lines: list[Line], rng: Random) -> list[Line]:
    """Four customers end at nothing or below: three gave all back, one only returned what he had bought before."""
    rare = [person for person in people if person.kind == "rare"][:4]
    for person in rare:
        lines[:] = [line for line in lines if line.customer is not person]
    made = []
    for number, person in enumerate(rare):
        day, amount = working_day(rng, 9 + number), round(person.level * (3 + rng.random()))
        if number < 3:
            made.append(Line(day, person, amount, words["products"][0], document=f"back-{number}"))
            amount += number * 4_000
        back = day + timedelta(days=35 + number)
        made.append(Line(back, person, -amount, words["products"][0], "return", f"returned-{number}"))
    return made


def spoil(people: list[Customer], lines: list[Line], rng: Random) -> list[Line]:
    """What a real file has too: other spellings, missing tax ids, rows that are no sales."""
    spelled = set(rng.sample(range(len(people)), len(people) // 14))
    for number, person in enumerate(people):
        own = [line for line in lines if line.customer is person]
        for line in own:
            other = number in spelled and rng.random() < 0.3
            line.shown_name = rng.choice(person.variants) if other else person.name
            line.shown_tax_id = "" if number in spelled and rng.random() < 0.15 else person.tax_id
    _mistype(people[min(spelled - {0})], lines)
    extra: list[Line] = []
    for note, count in (("cancelled", 24), ("proforma", 13), ("zero", 9)):
        for line in rng.sample([line for line in lines if line.note == "sale"], count):
            amount = 0 if note == "zero" else line.amount + 100 * count
            day = min(line.day + timedelta(days=1), LAST_DAY)
            copy = Line(day, line.customer, amount, line.product, note, f"{note}-{len(extra)}", line.shown_name)
            copy.shown_tax_id = line.shown_tax_id
            extra.append(copy)
    lines += extra
    lines += [
        Line(working_day(rng, index), None, 45_000 + index, lines[0].product, document=f"cash-{index}")
        for index in (3, 15)
    ]
    return lines


def _mistype(person: Customer, lines: list[Line]) -> None:
    """Two rows without a tax id and with two letters of the name swapped: nobody can join these safely."""
    word = max(person.name.split(), key=len)
    swapped = person.name.replace(word, word[:3] + word[4] + word[3] + word[5:])
    for line in [line for line in lines if line.customer is person][:2]:
        line.shown_name, line.shown_tax_id = swapped, ""


def number_documents(lines: list[Line], prefixes: dict[str, str], pattern: str) -> list[Line]:
    """In order of the day, numbered through each year; lines of one document share a number."""
    lines.sort(key=lambda line: (line.day, line.document, line.product, line.amount))
    given: dict[tuple[str, date], str] = {}
    counters: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (line.document, line.day)
        if key not in given:
            prefix = prefixes.get(line.note, prefixes["sale"])
            counters[prefix, line.day.year] = counters.get((prefix, line.day.year), 0) + 1
            given[key] = pattern.format(
                prefix=prefix, number=counters[prefix, line.day.year], year=line.day.year, month=line.day.month
            )
        line.document = given[key]
    return lines


def build(story: Story, words: dict[str, Any]) -> list[Line]:
    """The lines of one ledger in the order of the file, not yet numbered."""
    rng = Random(story.seed)
    people = make_customers(story, words[story.code], rng)
    lines = make_lines(story, words[story.code], people, rng)
    return spoil(people, lines, rng)


# The three files


def write_en(lines: list[Line]) -> bytes:
    """UTF-8, commas, dd/mm/yyyy, one row per invoice; thirteen rows were exported twice."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            *("Invoice date", "Invoice No", "Customer", "VAT number", "Service", "Net amount", "Cost", "Currency"),
            *("Status", "Account Manager", "Industry", "Region", "Employees", "E-mail"),
        ]
    )
    words = {"cancelled": "Cancelled", "proforma": "Proforma"}
    for position, line in enumerate(
        number_documents(lines, {"sale": "INV", "return": "CN", "proforma": "PF"}, EN_NUMBER)
    ):
        row = [f"{line.day:%d/%m/%Y}", line.document, line.shown_name, line.shown_tax_id, line.product]
        cost = line.amount * (line.customer.cost if line.customer else 0.5) / 100
        row += [f"{line.amount / 100:.2f}", f"{cost:.2f}", "GBP", words.get(line.note, _paid(line, "Paid", "Unpaid"))]
        for _ in range(2 if line.note == "sale" and position % 611 == 300 else 1):
            writer.writerow(row + _attributes(line.customer))
    return out.getvalue().encode("utf-8")


def write_ru(lines: list[Line]) -> bytes:
    """cp1251, semicolons, 1 234,56, several lines per document, two title lines and a total."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["ТК «Северный тракт». Реестр оказанных услуг"] + [""] * 12)
    writer.writerow(["за период с 01.11.2024 по 31.10.2026, руб."] + [""] * 12)
    writer.writerow(
        [
            *("Дата", "№ документа", "Контрагент", "ИНН", "Услуга", "Сумма без НДС", "НДС", "Статус", "Менеджер"),
            *("Отрасль", "Регион", "Численность", "Эл. почта"),
        ]
    )
    words = {"cancelled": "Аннулирован", "proforma": "Проформа"}
    total = tax = 0
    for line in number_documents(lines, {"sale": "А", "return": "К", "proforma": "ПФ"}, RU_NUMBER):
        vat = round(line.amount / 5)
        total, tax = total + line.amount, tax + vat
        row = [f"{line.day:%d.%m.%Y}", line.document, line.shown_name, line.shown_tax_id, line.product]
        row += [_russian(line.amount), _russian(vat), words.get(line.note, "Проведен")]
        writer.writerow(row + _attributes(line.customer))
    writer.writerow(["Итого", "", "", "", "", _russian(total), _russian(tax)] + [""] * 6)
    return out.getvalue().encode("cp1251")


def write_pl(lines: list[Line]) -> bytes:
    """XLSX: three title rows, NIP in two spellings, the first months' net as text with a decimal comma, RAZEM below."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 11, 2, 8, 0, 0), "title": "Rejestr sprzedaży"})
    sheet = book.add_worksheet("Rejestr")
    bold, day, money = (
        book.add_format(f) for f in ({"bold": True}, {"num_format": "dd.mm.yyyy"}, {"num_format": "#,##0.00"})
    )
    for row, text in enumerate(
        ["Rejestr sprzedaży", "Fabryka Mebli Jodłowa Sp. z o.o.", "za okres 01.11.2024 - 31.10.2026, kwoty w PLN"]
    ):
        sheet.write_string(row, 0, text, bold)
    heads = [
        "Lp.",
        "Data sprzedaży",
        "Nr faktury",
        "Nabywca",
        "NIP",
        "Towar",
        "Netto",
        "VAT",
        "Brutto",
        "Status",
        "Handlowiec",
    ]
    heads += ["Branża", "Województwo", "Liczba pracowników", "E-mail", "Klient od"]
    sheet.write_row(4, 0, heads, bold)
    words = {"cancelled": "Anulowana", "proforma": "Proforma"}
    row, sums = 5, [0, 0, 0]
    for line in number_documents(lines, {"sale": "FV", "return": "KOR", "proforma": "PRO"}, PL_NUMBER):
        amounts = [line.amount, round(line.amount * 0.23), line.amount + round(line.amount * 0.23)]
        sums = [a + b for a, b in zip(sums, amounts, strict=True)]
        sheet.write_number(row, 0, row - 4)
        sheet.write_datetime(row, 1, datetime.combine(line.day, datetime.min.time()), day)
        sheet.write_row(row, 2, [line.document, line.shown_name, _dashed(line), line.product])
        for column, amount in enumerate(amounts):
            if column == 0 and line.day < month_start(4):
                sheet.write_string(row, 6, _russian(amount).replace(" ", "\N{NO-BREAK SPACE}"))
            else:
                sheet.write_number(row, 6 + column, amount / 100, money)
        attributes = _attributes(line.customer)
        sheet.write_row(row, 9, [words.get(line.note, _paid(line, "Opłacona", "Wystawiona")), *attributes])
        if line.customer and line.customer.since:
            sheet.write_datetime(row, 15, datetime.combine(line.customer.since, datetime.min.time()), day)
        row += 1
    sheet.write_string(row, 0, "RAZEM", bold)
    for column, amount in enumerate(sums):
        sheet.write_number(row, 6 + column, amount / 100, money)
    sheet.set_column(1, 5, 18)
    book.close()
    return out.getvalue()


EN_NUMBER = "{prefix}-{year}-{number:05}"
PL_NUMBER = "{prefix}/{number}/{month:02}/{year}"
RU_NUMBER = "{prefix}-{number:05}"


def _attributes(person: Customer | None) -> list[str | int]:
    if person is None:
        return ["", "", "", "", ""]
    return [person.manager, person.industry, person.region, person.employees, person.email]


def _paid(line: Line, paid: str, unpaid: str) -> str:
    return paid if line.day < date(2026, 10, 1) else unpaid


def _russian(amount: int) -> str:
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole:,}".replace(",", " ") + f",{part:02}"


def _dashed(line: Line) -> str:
    number = line.shown_tax_id
    if not number or line.day.month % 2:
        return number
    return f"{number[:3]}-{number[3:6]}-{number[6:8]}-{number[8:]}"


FILES: dict[str, tuple[Story, Callable[[list[Line]], bytes]]] = {
    "en_b2b_services.csv": (STORIES[0], write_en),
    "pl_furniture_maker.xlsx": (STORIES[1], write_pl),
    "ru_freight.csv": (STORIES[2], write_ru),
}


def make(name: str) -> bytes:
    """The bytes of one sample file."""
    words = tomllib.loads((HERE / "sample_words.toml").read_text(encoding="utf-8"))
    story, write = FILES[name]
    return write(build(story, words))


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else HERE
    for name in FILES:
        (folder / name).write_bytes(make(name))
        print(folder / name)


if __name__ == "__main__":
    main(sys.argv[1:])
