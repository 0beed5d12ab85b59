"""An Analysis and its report with code names for names: what screens and files are made of while names are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from segcore.analysis import PARTY_COLUMNS, Analysis
from segcore.bands import is_figures
from segcore.customer_attributes import figured
from segcore.errors import Notice
from segcore.ledger import ROLES, ColumnReport, Excluded, FileReport, Ledger, PreviewRow, ReadReport
from segcore.veil import Known, Veil, replaced
from segcore.workspace import Document, Reading

DOTS: Final = "•••"
PLAIN_ROLES: Final = ("date", "amount", "debit", "credit", "currency", "quantity", "profit", "cost", "customer_since")
COMMON = 3
_PERSONAL = re.compile(
    r"phone|tel|mail|contact|kontakt|osob|person|address|adres|street|ulic|nip\b|regon|krs|iban|account|konto|www|url"
    r"|invoice|faktur|document|dokument|телефон|почт|контакт|адрес|улиц|инн\b|огрн|кпп|сч[её]т|фио|имя|документ",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?)?")
_AMOUNT = re.compile(r"[-+\u2212(]?\d{1,3}(?:[ \u00a0,.]?\d{3}){0,2}[.,]\d{1,4}\)?|[-+\u2212]?\d{1,6}")


def known(ledger: Ledger, attributes: pd.DataFrame | None = None) -> Iterator[Known]:
    """Every customer of a ledger with all spellings, his numbers, and what else belongs to one person alone.

    attributes: further columns of the customers, from a list beside the ledger.
    """
    parties = ledger.parties
    others = dict(ledger.report.joined)
    columns = [parties[name].astype(str).tolist() for name in ("key", "customer", "tax_id")]
    for key, name, number in zip(*columns, strict=True):
        yield key, tuple(text for text in (name, key, number, *others.get(name, ())) if text.strip())
    for pair in ledger.report.pairs:
        for key, name in zip(pair.keys, pair.names, strict=True):
            yield key, (name,)
    for table in (parties[[name for name in parties if name not in PARTY_COLUMNS]], attributes):
        if table is not None:
            yield from _belongings(table)
    yield from _values("manager", parties["manager"])


def _belongings(table: pd.DataFrame) -> Iterator[Known]:
    for name in table.columns:
        if personal(str(name), table[name]):
            yield from _values(str(name), table[name])


def _values(name: str, column: pd.Series) -> Iterator[Known]:
    met = column.dropna().astype(str)
    for text in sorted(set(met[met.str.strip() != ""])):
        yield f"{name}: {text.casefold()}", (text,)


def personal(name: str, column: pd.Series) -> bool:
    """Whether a column of texts tells who a customer is: by its header, or because hardly any share a value."""
    if _PERSONAL.search(name):
        return True
    if is_figures(column) or is_figures(figured(pd.DataFrame({"values": column}))["values"]):
        return False
    met = column.dropna().astype(str)
    met = met[met.str.strip() != ""]
    counts = met.value_counts()
    return len(counts) > 0 and (int(counts.iloc[0]) < COMMON or len(counts) * 2 > len(met)) and len(counts) > COMMON


def veiled(analysis: Analysis, over: Veil) -> Analysis:
    """The same figures; names, tax numbers, sellers and personal columns hidden. Its digest is another one."""
    customers = analysis.customers.assign(
        customer=[over.code(str(name)) for name in analysis.customers["customer"]],
        tax_id="",
        manager=[over.code(str(name)) for name in analysis.customers["manager"]],
    )
    return replace(
        analysis,
        customers=customers,
        attributes=attributes(analysis.attributes, over),
        report=report(analysis.report, over),
        notices=tuple(_notice(told, over) for told in analysis.notices),
        ledger_digest=f"{analysis.ledger_digest} {over.seal}",
    )


def attributes(table: pd.DataFrame, over: Veil) -> pd.DataFrame:
    """The attributes with the same groups of customers; a column that tells who somebody is gets code names."""
    shown = {}
    for name in table.columns:
        column = table[name]
        if column.dtype != object and not isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype):
            shown[name] = column
            continue
        change = over.code if personal(str(name), column) else over.text
        codes, met = pd.factorize(column.astype(object), use_na_sentinel=True)
        texts = pd.Series([change(str(text)) for text in met] + [None], dtype=object)
        shown[name] = pd.Series(texts.to_numpy()[codes], index=column.index, dtype=object)
    return pd.DataFrame(shown, index=table.index)


def report(read: ReadReport, over: Veil) -> ReadReport:
    """How the files were read, without what they hold of any customer."""
    return replace(
        read,
        files=tuple(file(each, over) for each in read.files),
        excluded=tuple(_left_out(each, over) for each in read.excluded),
        joined=tuple((over.code(name), (DOTS,) * len(others)) for name, others in read.joined),
        warnings=tuple(_notice(told, over) for told in read.warnings),
        pairs=tuple(replace(pair, names=(over.code(pair.names[0]), over.code(pair.names[1]))) for pair in read.pairs),
    )


def _left_out(left: Excluded, over: Veil) -> Excluded:
    rows = (
        replace(row, file=over.text(row.file), customer=over.code(row.customer) if row.customer else "")
        for row in left.examples
    )
    return replace(left, examples=tuple(rows))


def _notice(told: Notice, over: Veil) -> Notice:
    return replace(told, facts=tuple((name, replaced(fact, over.text)) for name, fact in told.facts))


def file(understood: FileReport, over: Veil) -> FileReport:
    """One file: headers of columns that mean something and plain figures stay, all other texts of it are dots."""
    columns = tuple(_column(each, over) for each in understood.columns)
    stay = {each.header for each in understood.columns if each.role in ROLES}
    return replace(
        understood,
        name=over.text(understood.name),
        sheet=understood.sheet and _number(understood.sheet, understood.sheets),
        sheets=tuple(str(number) for number in range(1, len(understood.sheets) + 1)),
        columns=columns,
        preview=tuple(_row(row, stay, over) for row in understood.preview),
        controls=tuple(replace(each, name=over.text(each.name)) for each in understood.controls),
    )


def _number(sheet: str, sheets: tuple[str, ...]) -> str:
    return str(sheets.index(sheet) + 1) if sheet in sheets else DOTS


def _column(column: ColumnReport, over: Veil) -> ColumnReport:
    texts = tuple(bare(text) for text in column.examples) if column.role in PLAIN_ROLES else ()
    header = over.text(column.header) if column.role in ROLES else DOTS
    return replace(column, header=header, examples=texts or (DOTS,) * len(column.examples))


def _row(row: PreviewRow, stay: set[str], over: Veil) -> PreviewRow:
    if row.kind != "header":
        return replace(row, cells=tuple(map(bare, row.cells)))
    return replace(row, cells=tuple(over.text(cell) if cell in stay else DOTS if cell else "" for cell in row.cells))


def decisions(document: Document, over: Veil) -> Document:
    """What the user decided, with code names; without the list of customers and how files were read."""
    changed = {name: replaced(getattr(document, name), over.text) for name in ("segments", "trees", "parameters")}
    return document.model_copy(
        update={
            **changed,
            "scorecard": replaced(document.scorecard, over.text),
            "levels": {over.code(name): replaced(given, over.text) for name, given in document.levels.items()},
            "statuses": {over.code(key): over.text(word) for key, word in document.statuses.items()},
            "customer_list": None,
            "ledger_name": "",
            "reading": Reading(),
        }
    )


def bare(cell: str) -> str:
    """A cell of a file: a day or an amount as it stands, anything else as dots."""
    plain = cell.strip()
    return cell if not plain or _DAY.fullmatch(plain) or _AMOUNT.fullmatch(plain) else DOTS
