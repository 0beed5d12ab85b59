"""The Polish and Russian catalogues: complete, with the same facts and marks, short where space is short, well set."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from pages.ui.frame import PAGES
from segcore.scorecard import CRITERIA
from segcore.settings import NAMES
from segcore.words import LANGUAGES, Words, codes, criteria, extract, load, names
from segcore.words import sentences as say
from segcore.words.formats_where import WHERE

OTHERS = [language for language in LANGUAGES if language != "en"]
MENUS = {sentence.text for sentence in WHERE.values()}  # what other programs call their menus, in their language
LABEL = 14  # letters of an English text that is a label at most, never a sentence
PLURAL = "\n\t"  # between the two English forms in `Entry.source`


class Entry(NamedTuple):
    """One message: the English text (both forms, if it has two) and the forms of its translation."""

    source: str
    forms: tuple[str, ...]

    @property
    def english(self) -> str:
        """The text whose facts and marks the translation must have."""
        return self.source.partition(PLURAL)[2] or self.source


class Texts(NamedTuple):
    """The messages of one catalogue."""

    language: str
    entries: list[Entry]

    @property
    def translated(self) -> Texts:
        return self._replace(entries=[entry for entry in self.entries if all(entry.forms)])


@cache
def catalogue(language: str) -> Catalog:
    with (extract.LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> Texts:
    read = []
    for message in catalogue(language):
        if message.id:
            source = message.id if isinstance(message.id, str) else PLURAL.join(message.id)
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            read.append(Entry(source, tuple(str(form or "") for form in forms)))
    return Texts(language, read)


@cache
def template() -> frozenset[str]:
    """Every text of the product; gettext gives a text that is also the first of two forms with them."""
    found = [message for _, _, message in extract.messages(extract.sources())]
    counted = {message[0] for message in found if isinstance(message, tuple)}
    return frozenset(
        PLURAL.join(message) if isinstance(message, tuple) else message
        for message in found
        if isinstance(message, tuple) or message not in counted
    )


def incomplete(found: Texts) -> Iterator[str]:
    """Texts of the product without a translation, and translations without a text."""
    filled = {entry.source for entry in found.translated.entries}
    yield from (f"untranslated: {source}" for source in template() - filled)
    yield from (f"of no use: {entry.source}" for entry in found.entries if entry.source not in template())


MARKS = re.compile(r"\*\*|`|:material/\w+:|:[a-z]+(?:-[a-z]+)?\[|\]\(|\n|→|[<>≤≥×=]|·|[.:?…](?=$)")


def facts(text: str) -> list[str]:
    return sorted({str(name) for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def marks(text: str, english: str) -> list[str]:
    """Marks of Markdown and of sentences; a label may be shortened with a point."""
    return sorted(MARKS.findall(text.rstrip(".?") if len(english) <= LABEL else text))


def changed(found: Texts) -> Iterator[str]:
    """Translations with other facts or marks than the English text."""
    for entry in found.entries:
        for form in entry.forms:
            if facts(form) != facts(entry.english):
                yield f"facts: {form}"
            if entry.source not in MENUS and marks(form, entry.english) != marks(entry.english, entry.english):
                yield f"marks: {form}"


def unformed(found: Texts) -> Iterator[str]:
    """Counted texts without three forms, or with a counted noun that never changes."""
    for entry in found.entries:
        one, _, many = entry.source.partition(PLURAL)
        if many and len(entry.forms) != 3:
            yield f"forms: {entry.source}"
            continue
        nouns = [re.search(r"\{n\}\W+(\w+)", text) for text in (one, many)]
        inflected = nouns[0] and nouns[1] and nouns[0].group(1) != nouns[1].group(1)
        if many and inflected and len(set(entry.forms)) == 1:
            yield f"one form for all: {entry.forms[0]}"


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


NAMED = words_of(  # names, measures and words of other programs, which are the same in every language
    "ABC XYZ RFM AX AY AZ BX BY BZ CX CY CZ FM CSV XLSX XML PDF JSON ISO JPK KSeF VAT NIP CRM DATEV EXTF DOCTYPE Excel "
    "Labrador Parquet Gini Pareto Lorenz Novo STDEV MegaByte Unicode LibreOffice pandas DuckDB Spark Shopify Stripe "
    "WooCommerce Allegro Xero QuickBooks Zoho Books Invoice HubSpot amoCRM Kommo Bitrix Salesforce Pipedrive Top top "
    "python segcore help NAME VALUE segment person growth condition competition xlsx postgresql name password host "
    "database LABRADOR RETENTION DAYS DATABASE URL PostgreSQL median SQLite OIDC HTML Tab Enter Esc Ctrl TOML en pl ru "
    "QR pg dump"
)
ENGLISH = words_of(
    "the of and is are was were with for your this that it its how what which into than then there these those from "
    "not have has been when where who will would should can cannot their them they you our each every other "
    "more less least yes none file customer customers revenue ledger value score scores row rows"
)


def english_left(found: Texts) -> Iterator[str]:
    """English in a translation: Latin words in a Russian text, the commonest English words in a Polish one."""
    for entry in found.entries:
        if entry.source in MENUS:
            continue
        for form in entry.forms:
            bare = re.sub(r"\{[^{}]*\}|:material/\w+:|:[a-z-]+\[|`[^`]*`|\w+://\S+", " ", form)
            latin = [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word not in NAMED]
            words = latin if found.language == "ru" else [word for word in re.findall(r"\w+", bare) if word in ENGLISH]
            if words:
                yield f"{words}: {form}"


RULES: dict[str, str] = {
    "a straight quotation mark": '"',
    "two spaces, or a space at an end": r"  |^ | $",
    "a space before a mark": r"\s[,.;:?!](?:\s|$)",
    "a percent sign without its gap of U+00A0": r"[\d}] ?%",
    "a hyphen for a dash": r"(?<=\w) - (?=\w)",
    "three points for an ellipsis": r"\w\.\.\.",
    "an exclamation mark": "!",
}
OF_ONE = {"pl": r"[«»“]|\b(?:Pan|Pani|Państwo|Proszę|proszę)\b", "ru": r"[„”“]|\b(?:[Пп]ожалуйста)\b"}
PAIRS = {"pl": "„”", "ru": "«»"}


def badly_set(found: Texts) -> Iterator[str]:
    """Faults of typography and of address."""
    rules = {**RULES, "foreign quotation marks or a form of address": OF_ONE[found.language]}
    for entry in found.entries:
        for form in entry.forms:
            yield from (f"{name}: {form}" for name, pattern in rules.items() if re.search(pattern, form))
            opening, closing = PAIRS[found.language]
            if form.count(opening) != form.count(closing):
                yield f"quotation marks: {form}"


Check = Callable[[Texts], Iterator[str]]
PLANTED: list[tuple[Check, str, Entry]] = [
    (incomplete, "pl", Entry("Keep and grow", ("",))),
    (incomplete, "pl", Entry("A text that no page shows", ("Tekst",))),
    (changed, "pl", Entry("{n} of {m}", ("{n} z {k}",))),
    (changed, "pl", Entry("{n} day\n\t{n} days", ("{n} dzień", "{n} dni", "{days} dni"))),
    (changed, "ru", Entry("Sum: **{sum}**", ("Сумма: {sum}",))),
    (changed, "ru", Entry("It was saved again.", ("Сохранено снова",))),
    (unformed, "pl", Entry("{n} day\n\t{n} days", ("{n} dni", "{n} dni"))),
    (unformed, "ru", Entry("{n} day\n\t{n} days", ("{n} дн", "{n} дн", "{n} дн"))),
    (english_left, "ru", Entry("Matrix", ("Matrix",))),
    (english_left, "pl", Entry("Share of the money", ("Udział of pieniądze",))),
    (badly_set, "pl", Entry("{a} and {b}", ('"{a}" i {b}',))),
    (badly_set, "pl", Entry("up to 80%", ("do 80 %",))),
    (badly_set, "ru", Entry("up to 80%", ("до 80%",))),
    (badly_set, "ru", Entry("named", ("«так",))),
    (badly_set, "pl", Entry("Choose", ("Proszę wybrać",))),
]


@pytest.mark.parametrize("check", [incomplete, changed, unformed, english_left, badly_set])
@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_whole_and_sound(language: str, check: Check) -> None:
    found = texts(language) if check is incomplete else texts(language).translated
    assert len(found.entries) > 1400
    assert sorted(check(found)) == []


@pytest.mark.parametrize(("check", "language", "fault"), PLANTED)
def test_each_check_sees_its_fault(check: Check, language: str, fault: Entry) -> None:
    sound = [entry for entry in texts(language).translated.entries if entry.source != fault.source]
    before, after = (len(list(check(Texts(language, found)))) for found in (sound, [*sound, fault]))
    gap = check is incomplete and not all(fault.forms)  # it is missing without the fault as well
    assert after == (before if gap else before + 1) > 0


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_waits_for_a_translator(language: str) -> None:
    found = catalogue(language)
    assert [message.id for message in found if message.fuzzy and message.id] == []
    assert list(found.obsolete) == []
    text = (extract.LOCALE / f"{language}.po").read_text("utf-8")
    made = extract.catalogue(extract.sources())
    assert extract.updated(text, made, language) == text, "run: make messages"
    assert extract.updated(text + '\nmsgid "More"\nmsgstr "Jeszcze"\n', made, language) == text
    fuzzy = read_po(io.StringIO('#, fuzzy\nmsgid "Day"\nmsgstr "Dzień"\n'), locale="pl")
    assert [message.id for message in fuzzy if message.fuzzy and message.id] == ["Day"]  # the control


COUNTED = {
    "pl": {
        "{n} day": "1 dzień, 2 dni, 5 dni, 22 dni, 112 dni",
        "{n} customer": "1 klient, 2 klientów, 5 klientów, 22 klientów, 112 klientów",
        "{n} document": "1 dokument, 2 dokumenty, 5 dokumentów, 22 dokumenty, 112 dokumentów",
        "{n} segment": "1 segment, 2 segmenty, 5 segmentów, 22 segmenty, 112 segmentów",
        "{n} month": "1 miesiąc, 2 miesiące, 5 miesięcy, 22 miesiące, 112 miesięcy",
        "{n} score": "1 ocena, 2 oceny, 5 ocen, 22 oceny, 112 ocen",
    },
    "ru": {
        "{n} day": "1 день, 2 дня, 5 дней, 22 дня, 112 дней",
        "{n} customer": "1 клиент, 2 клиента, 5 клиентов, 22 клиента, 112 клиентов",
        "{n} document": "1 документ, 2 документа, 5 документов, 22 документа, 112 документов",
        "{n} segment": "1 сегмент, 2 сегмента, 5 сегментов, 22 сегмента, 112 сегментов",
        "{n} month": "1 месяц, 2 месяца, 5 месяцев, 22 месяца, 112 месяцев",
        "{n} score": "1 оценка, 2 оценки, 5 оценок, 22 оценки, 112 оценок",
    },
}


@pytest.mark.parametrize("language", OTHERS)
def test_the_form_follows_the_number(language: str) -> None:
    words = load(language)
    for one, expected in COUNTED[language].items():
        said = [words.plural(one, one + "s", n).replace("\u00a0", " ") for n in (1, 2, 5, 22, 112)]
        assert ", ".join(said) == expected


NARROW = {"recent", "promising", "cant_lose", "need_attention"}  # one column wide on the RFM map


def too_long(words: Words) -> Iterator[str]:
    """Texts that do not fit where they stand: name, letters, the most there may be."""
    shown = [("page", words(page.title), 18) for page in PAGES]
    shown += [("action", say.action_name(words, code), 18) for code in codes.ACTIONS]
    shown += [("advice", say.action_advice(words, code), 46) for code in codes.ACTIONS]
    shown += [("name", say.rfm_name(words, code), 14 if code in NARROW else 18) for code in codes.RFM]
    shown += [("advice", say.rfm_advice(words, code), 24 if code in NARROW else 46) for code in codes.RFM]
    shown += [("criterion", words(criteria.HEADERS[code]), 8) for code in CRITERIA]
    shown += [("setting", say.setting_name(words, name), 34) for name in NAMES]
    shown += [("status", say.status_name(words, code), 14) for code in names.STATUS]
    shown += [("confidence", say.confidence_name(words, code), 16) for code in names.CONFIDENCE]
    yield from (f"{kind}: {text} ({len(text)} > {most})" for kind, text, most in shown if len(text) > most)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_where_they_stand(language: str) -> None:
    assert list(too_long(load(language))) == []
    assert len(list(too_long(load("qps")))) > 10  # the control
