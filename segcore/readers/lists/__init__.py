"""Exports of shops, CRM and accounting programs whose rows are not simply one sale each."""

from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = ()
