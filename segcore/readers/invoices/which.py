"""What an XML document of a company is: the name of its format, and the names of those nobody reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from segcore.errors import LabradorError, notice
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.kinds import kind
from segcore.readers.markup import Document, local
from segcore.readers.records import Records

_FOREIGN = {
    "AuditFile": "SAF-T",
    "CreditNote": "UBL",
    "CrossIndustryInvoice": "ZUGFeRD",
    "Deklaracja": "e-Deklaracje",
    "ESADout_CU": "ДТ",
    "FatturaElettronica": "FatturaPA",
    "Invoice": "UBL",
    "Potwierdzenie": "UPO",
    "Workbook": "Excel 2003 XML",
    "invoiceContainer": "ЭСФ",
    "invoiceInfoContainer": "ЭСФ",
    "КоммерческаяИнформация": "CommerceML",
}
SINGLE = ("ksef", "upd")  # one invoice a file
_ISO_20022 = "urn:iso:std:iso:20022:tech:xsd:"


def format_of(document: Document) -> str:
    """`jpk_fa`, `jpk_v7`, `jpk_wb`, `ksef`, `optima`, `upd`; "" for everything else.

    Raises LabradorError of Document.first.
    """
    name, form = document.name, document.form.replace(" ", "")
    if name == "JPK":
        if form.startswith("JPK_FA("):
            return "jpk_fa"
        if form.startswith("JPK_WB"):
            return "jpk_wb"
        return "jpk_v7" if form.startswith(("JPK_V7", "JPK_VAT")) else ""
    if name == "Faktura":
        return "ksef" if form.startswith("FA(") else ""
    below = [local(element) for element in document.first[1:]]
    if name == "ROOT":
        return "optima" if "REJESTRY_SPRZEDAZY_VAT" in below or "comarch" in document.namespace else ""
    is_transfer = name == "Файл" and any(tag in below for tag in ("СвСчФакт", "СвКСчФ"))
    return "upd" if is_transfer else ""


def xml_format(name: str, title: str, read: Callable[[Sequence[Document]], Records], family: str = "invoice") -> Format:
    """The format of XML files, and of archives in which every document that is of any format here is of this one.

    What else is in the archive is passed over with a notice: receipts of an office, pages to print, and beside single
    invoices also lists of them. Beside a book another file is a ledger of its own, so the archive is no such format.
    """

    def claims(content: Content) -> bool:
        kinds = {kind(member) for member in content.members} - {"xml", "html"}
        return not (kinds and name not in SINGLE) and {format_of(it) for it in content.documents} - {""} == {name}

    def whole(content: Content) -> Records:
        wanted = [document for document in content.documents if format_of(document) == name]
        records, others = read(wanted), len(content.members or wanted) - len(wanted)
        told = (notice("members_passed_over", file=content.file.name, rows=others),) if others else ()
        return replace(records, warnings=(*records.warnings, *told))

    return Format(name, title, family, ("xml", "zip"), ("xml", "zip"), claims, whole)


def refusal(content: Content) -> LabradorError:
    """Why an XML file that no format claims is not read, with what it is where that is known."""
    document = content.documents[0]
    name = document.form.partition("(")[0].strip() if document.name in ("JPK", "Faktura") else ""
    if document.namespace.startswith(_ISO_20022):
        name = document.namespace.removeprefix(_ISO_20022)
    if document.namespace.casefold().endswith("esf"):
        name = "ЭСФ"
    name = name or _FOREIGN.get(document.name, "")
    if name:
        return LabradorError("file.xml_named", file=content.file.name, name=name)
    return LabradorError("file.xml", file=content.file.name)
