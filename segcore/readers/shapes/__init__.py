"""Tables of another shape than one sale a row: months across, documents under customers, balances."""

from segcore.readers.format import Format

FORMATS: tuple[Format, ...] = ()
