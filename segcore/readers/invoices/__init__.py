"""Invoices in XML and the books made of them."""

from segcore.readers.format import Format
from segcore.readers.invoices import epp, jpk_fa, jpk_v7, ksef, optima, upd

FORMATS: tuple[Format, ...] = (jpk_fa.FORMAT, jpk_v7.FORMAT, ksef.FORMAT, optima.FORMAT, upd.FORMAT, epp.FORMAT)
