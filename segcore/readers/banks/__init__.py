"""Bank statements: what their readers found becomes records by the rules all banks share."""

from segcore.readers.banks import bank_1c, camt, jpk_wb, mt940, ofx, qif, tables
from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = (
    bank_1c.FORMAT,
    camt.FORMAT,
    jpk_wb.FORMAT,
    mt940.FORMAT,
    ofx.FORMAT,
    qif.FORMAT,
    *tables.FORMATS,
)
