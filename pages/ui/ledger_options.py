"""The form behind a file's description: format, encoding, delimiter, sheet, header row, order of dates, currency."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import hiding, ledger_change, mapping, session
from pages.ui.frame import Open
from segcore.ledger import FileReport, SourceFile
from segcore.readers import FORMATS
from segcore.words import sentences as say
from segcore.words.markers import mark

ENCODINGS = ("utf-8", "cp1250", "cp1251", "cp866", "cp1252", "iso-8859-2", "utf-16")
SEPARATORS = {",": mark("comma"), ";": mark("semicolon"), "\t": mark("tab"), "|": mark("bar")}
MARKS = {",": mark("comma"), ".": mark("point")}
DELIMITERS = {",": mark("commas"), ";": mark("semicolons"), "\t": mark("tabs"), "|": mark("bars")}
DECIMALS = {",": mark("decimal comma"), ".": mark("decimal point")}
ORDERS = ("auto", "dmy", "mdy")
FORMAT_TITLES = {known.name: known.title for known in FORMATS}
PLAIN = frozenset(known.name for known in FORMATS if known.read is None)


def options_form(page: Open, file: SourceFile, report: FileReport) -> None:
    """Each field shows what is in force; a change is saved and the file is read again at once."""
    words = page.words
    _format(page, file, report)
    if report.encoding:
        _choice(file, report, "encoding", words("Encoding"), _with(report.encoding, ENCODINGS))
    if report.delimiter:
        separators = _with(report.delimiter, tuple(SEPARATORS))
        _choice(file, report, "delimiter", words("Columns are parted by"), separators, _named(page, SEPARATORS))
    if len(report.sheets) > 1 and report.sheet:
        _choice(file, report, "sheet", words("Sheet"), _with(report.sheet, report.sheets), _sheet(report))
    if report.format in PLAIN:
        _table(page, file, report)
    _order(page, file, report)
    reading = page.session.document.reading
    if reading.currency:
        st.button(words("Ask for the currency again"), key=f"option_currency_{_mark(file, 0)}", on_click=_ask_currency)
    if report.fingerprint in reading.files:
        st.button(
            words("Find everything out again"),
            key=f"option_again_{session.digest(file)[:8]}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_find_out_again,
            args=(report,),
        )


def _format(page: Open, file: SourceFile, report: FileReport) -> None:
    """The formats a file of this kind may be of."""
    kinds = {kind for known in FORMATS if known.name == report.format for kind in known.kinds}
    names = tuple(known.name for known in FORMATS if kinds & set(known.kinds))
    if len(names) > 1:
        options = _with(report.format, names)
        _choice(file, report, "format", page.words("Read as"), options, lambda name: _title(page, name))


def _sheet(report: FileReport) -> Any:
    names = dict(zip(report.sheets, hiding.shown(report).sheets, strict=True))
    return lambda name: session.show_name(names.get(name, name))


def _title(page: Open, name: str) -> str:
    title = page.words(FORMAT_TITLES.get(name, name))
    return page.words("{title}: plain table", title=title) if name in PLAIN else title


def _table(page: Open, file: SourceFile, report: FileReport) -> None:
    """What only a table mapped by its header asks."""
    words = page.words
    if report.decimal:
        decimals = _with(report.decimal, tuple(MARKS))
        _choice(file, report, "decimal", words("Decimal mark"), decimals, _named(page, MARKS))
    key = f"option_header_row_{_mark(file, report.header_row)}"
    st.number_input(
        words("Header row"),
        min_value=1,
        value=report.header_row or 1,
        step=1,
        key=key,
        on_change=_set,
        args=(report, "header_row", key),
    )


def _order(page: Open, file: SourceFile, report: FileReport) -> None:
    """Day or month first, for files with this header."""
    mapped = page.session.document.reading.files.get(report.fingerprint)
    order = (mapped.date_order if mapped else None) or page.session.settings.dates.order
    options = _with(order, ORDERS)
    shown = {code: say.setting_value(page.words, "dates.order", code) for code in ORDERS}
    _choice(file, report, "date_order", page.words("Dates"), options, shown.__getitem__)


def _choice(file: SourceFile, report: FileReport, field: str, label: str, options: list[str], shown: Any = str) -> None:
    key = f"option_{field}_{session.short_digest(_mark(file, options[0]))}"
    st.selectbox(label, options, key=key, format_func=shown, on_change=_set, args=(report, field, key))


def _named(page: Open, names: dict[str, str]) -> Any:
    return lambda code: page.words(names[code]) if code in names else code


def _with(now: str, known: tuple[str, ...]) -> list[str]:
    return [now, *(option for option in known if option != now)]


def _mark(file: SourceFile, now: Any) -> str:
    return f"{session.digest(file)[:8]}_{now}"


def _set(report: FileReport, field: str, key: str) -> None:
    option = {field: session.widget(key)}
    ledger_change.change(mapping.with_option(ledger_change.now(), report.fingerprint, **option))


def _find_out_again(report: FileReport) -> None:
    ledger_change.change(mapping.without(ledger_change.now(), report.fingerprint))


def _ask_currency() -> None:
    ledger_change.change(mapping.with_currency(ledger_change.now(), None, {}))
