"""Where every format comes from: what the export is called in the programme that writes it."""

from __future__ import annotations

from segcore.words.texts import one

WHERE = {
    # banks
    "ofx": one("Banks and accounting programs in English: Download transactions, OFX"),
    # plain tables
    "csv": one("Any program: a list with one sale a row, saved as CSV"),
    "html": one("Banks and CRM systems such as Bitrix24: Export to Excel, where the .xls is a web page inside"),
    "ods": one("LibreOffice: a list with one sale a row"),
    "tsv": one("Any program: a list with one sale a row, saved as text with tabs; Excel: Unicode text"),
    "xls": one("Excel 97-2003: a list with one sale a row"),
    "xlsb": one("Excel: a list with one sale a row, saved as a binary workbook"),
    "xlsx": one("Excel: a list with one sale a row"),
}
