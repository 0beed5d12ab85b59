"""Invoices in XML and the books made of them."""

from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = ()
