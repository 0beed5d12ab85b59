"""Tables of another shape than one sale a row: months across, documents under customers, balances."""

from segcore.readers.format import Format
from segcore.readers.shapes import account_card, cross_tab, grouped, sales_book, turnover

FORMATS: tuple[Format, ...] = (
    sales_book.FORMAT,
    account_card.FORMAT,
    turnover.FORMAT,
    cross_tab.FORMAT,
    grouped.FORMAT,
)
