"""What an XML document of invoices is: the name of its format, and the names of those nobody reads."""

from __future__ import annotations

from segcore.errors import LabradorError
from segcore.readers.content import Content
from segcore.readers.markup import Document

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
_ISO_20022 = "urn:iso:std:iso:20022:tech:xsd:"


def format_of(document: Document) -> str:
    """`jpk_fa`, `jpk_v7`, `ksef`, `optima`, `upd`; "" for everything else. Raises LabradorError of Document.first."""
    name, form = document.name, document.form.replace(" ", "")
    if name == "JPK":
        if form.startswith("JPK_FA("):
            return "jpk_fa"
        return "jpk_v7" if form.startswith(("JPK_V7", "JPK_VAT")) else ""
    if name == "Faktura":
        return "ksef" if form.startswith("FA(") else ""
    below = [element.tag.rpartition("}")[2] for element in document.first[1:]]
    if name == "ROOT":
        return "optima" if "REJESTRY_SPRZEDAZY_VAT" in below or "comarch" in document.namespace else ""
    is_transfer = name == "Файл" and any(tag in below for tag in ("СвСчФакт", "СвКСчФ"))
    return "upd" if is_transfer else ""


def formats(content: Content) -> set[str]:
    """The formats of the documents in a file; members of an archive that are none of them are passed over."""
    return {format_of(document) for document in content.documents} - {""}


def of(content: Content, name: str) -> list[Document]:
    """The documents of one format."""
    return [document for document in content.documents if format_of(document) == name]


def refusal(content: Content) -> LabradorError:
    """Why an XML file that no format claims is not read, with what it is where that is known."""
    document = content.documents[0]
    name = document.form.partition("(")[0].strip() if document.name in ("JPK", "Faktura") else ""
    if document.namespace.startswith(_ISO_20022):
        name = document.namespace.removeprefix(_ISO_20022)
    name = name or _FOREIGN.get(document.name, "")
    if name:
        return LabradorError("file.xml_named", file=content.file.name, name=name)
    return LabradorError("file.xml", file=content.file.name)
