"""Bank statements: what their readers found becomes records by the rules all banks share."""

from segcore.readers.banks import bank_1c, ofx, tables
from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = (bank_1c.FORMAT, ofx.FORMAT, *tables.FORMATS)
