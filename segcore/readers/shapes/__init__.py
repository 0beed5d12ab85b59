"""Tables of another shape than one sale a row: months across, documents under customers, balances."""

from segcore.readers.format import Format
from segcore.readers.shapes import cross_tab, grouped, turnover

FORMATS: tuple[Format, ...] = (cross_tab.FORMAT, grouped.FORMAT, turnover.FORMAT)
