"""Bank statements: what their readers found becomes records by the rules all banks share."""

from segcore.readers.banks import ofx
from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = (ofx.FORMAT,)
