"""Lists of accounting programs in English: Xero, QuickBooks, Zoho Books."""

from __future__ import annotations

import re
from dataclasses import replace

from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import is_blank, show
from segcore.readers.lists import build
from segcore.readers.lists.listing import RETURN, Line, Listing, by_status, header, places_of
from segcore.readers.records import Records

_STATUS = by_status("status", "invoicestatus", "creditnotestatus")
_SALES = ("invoice", "sales receipt", "credit memo")
_NOT_SALES = (
    ("proforma", re.compile(r"estimate|quote|sales order|pending|delayed", re.IGNORECASE)),
    (
        "purchase",
        re.compile(r"\bbill|expense|check|cheque|vendor|supplier|purchase|credit card|payroll", re.IGNORECASE),
    ),
    ("duplicate", re.compile(r"payment|deposit|transfer|journal|charge|receive", re.IGNORECASE)),
)
_XERO_KINDS = (
    ("purchase", re.compile(r"\bbill|payable|accpay|purchase", re.IGNORECASE)),
    ("advance", re.compile(r"overpayment|prepayment", re.IGNORECASE)),
)


def _xero(line: Line) -> str:
    kind = line.text("type", "invoicetype")
    named = next((reason for reason, pattern in _XERO_KINDS if pattern.search(kind)), "")
    if named:
        return named
    if re.search(r"submitted|awaiting approval", line.text("status"), re.IGNORECASE):
        return "proforma"
    return _STATUS(line) or (RETURN if "credit" in kind.casefold() else "")


def _quickbooks(line: Line) -> str:
    kind = line.text("transactiontype", "type")
    if re.search(r"credit memo|credit note|refund", kind, re.IGNORECASE):
        return RETURN
    return transaction_reason(kind) or _STATUS(line)


def transaction_reason(kind: str) -> str:
    """The reason of ledger.REASONS for a type of transaction of QuickBooks, "" for a sale."""
    return next((reason for reason, pattern in _NOT_SALES if pattern.search(kind)), "")


XERO = Listing(
    name="xero",
    title="Xero invoices",
    needs=(("contactname",), ("invoicenumber",), ("invoicedate",), ("total", "subtotal")),
    amount=("subtotal", "total"),
    customer=("contactname",),
    contact=("emailaddress",),
    date=("invoicedate",),
    once=("contactname", "invoicenumber"),
    roles=(("document", ("invoicenumber",)), ("currency", ("currency",)), ("region", ("pocountry", "sacountry"))),
    basis="gross",
    judge=_xero,
)
_XERO_LINES = replace(
    XERO,
    needs=(("contactname",), ("invoicenumber",), ("invoicedate",), ("lineamount",)),
    never=("total", "subtotal"),
    amount=("lineamount",),
    once=(),
    roles=(*XERO.roles, ("product", ("inventoryitemcode", "description")), ("quantity", ("quantity",))),
    basis="net",
)
QUICKBOOKS = Listing(
    name="quickbooks",
    title="QuickBooks lists of invoices and transactions",
    needs=(
        ("date", "invoicedate", "transactiondate"),
        ("transactiontype", "type"),
        ("num", "no", "number", "invoiceno"),
        ("name", "customer", "customername", "customerfullname", "customerdisplayname"),
        ("amount", "total", "totalamount", "amountusd"),
    ),
    never=("productservice", "lineitemname", "financialstatus", "subtotal"),
    amount=("amount", "total", "totalamount"),
    customer=("customer", "customername", "customerfullname", "customerdisplayname", "name"),
    date=("date", "invoicedate", "transactiondate"),
    roles=(
        ("document", ("num", "no", "number", "invoiceno")),
        ("currency", ("currency",)),
        ("manager", ("salesrep", "rep")),
    ),
    judge=_quickbooks,
)
ZOHO_BOOKS = Listing(
    name="zoho_books",
    title="Zoho Books and Zoho Invoice",
    needs=(
        ("invoicenumber", "creditnotenumber"),
        ("invoicestatus", "creditnotestatus"),
        ("customername",),
        ("total", "subtotal"),
    ),
    amount=("subtotal", "total"),
    customer=("customername", "companyname"),
    date=("invoicedate", "creditnotedate", "date"),
    once=("invoicenumber", "creditnotenumber"),
    roles=(
        ("document", ("invoicenumber", "creditnotenumber")),
        ("currency", ("currencycode", "currency")),
        (
            "tax_id",
            (
                "gstidentificationnumbergstin",
                "gstidentificationnumber",
                "vatregistrationnumber",
                "taxregistrationnumber",
            ),
        ),
        ("manager", ("salesperson", "salespersonname")),
        ("region", ("billingcountry",)),
    ),
    judge=lambda line: (
        by_status("invoicestatus", "creditnotestatus")(line) or (RETURN if line.text("creditnotenumber") else "")
    ),
)


def _flat(content: Content) -> bool:
    """A list of transactions: its first row has a date, where a report by customer has his name alone."""
    rows = content.first_rows
    top = header(QUICKBOOKS, rows)
    if top is None:
        return False
    places = places_of(rows[top])
    lines = [Line(places, row) for row in rows[top + 1 :] if not is_blank(row)]
    kinds = {line.text("transactiontype", "type").casefold() for line in lines}
    return bool(lines and lines[0].text(*QUICKBOOKS.date)) and not kinds.isdisjoint(_SALES)


def _claims_xero(content: Content) -> bool:
    return any(header(listing, content.first_rows) is not None for listing in (XERO, _XERO_LINES))


def _read_xero(content: Content) -> Records:
    """Totals of invoices where the file has them, else its lines."""
    return build.read(XERO if header(XERO, content.first_rows) is not None else _XERO_LINES, content)


def _read_quickbooks(content: Content) -> Records:
    """A job of a customer, `Globex:Roof`, is the customer: no name of QuickBooks holds a colon of its own."""
    found = build.read(QUICKBOOKS, content)
    who = next(place for place, (_, role) in enumerate(found.fields) if role == "customer")
    rows = [[*row[:who], show(row[who]).partition(":")[0].strip(), *row[who + 1 :]] for row in found.rows]
    return replace(found, rows=rows)


FORMATS = (
    Format("xero", XERO.title, "list", ("csv",), TABLES, _claims_xero, _read_xero),
    Format("quickbooks", QUICKBOOKS.title, "list", ("csv", "xlsx"), TABLES, _flat, _read_quickbooks),
    build.table_format(ZOHO_BOOKS),
)
