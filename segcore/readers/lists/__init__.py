"""Exports of shops, CRM and accounting programs whose rows are not simply one sale each."""

from segcore.readers.format import Format
from segcore.readers.lists import accounting, crm, payments, registers, shops

FORMATS: tuple[Format, ...] = (*shops.FORMATS, *payments.FORMATS, *accounting.FORMATS, *crm.FORMATS, *registers.FORMATS)
