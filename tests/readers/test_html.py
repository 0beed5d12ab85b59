"""Web pages saved as .xls: which table, its cells, its encoding."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import look, read

ROWS = (
    "<tr><th>Клиент</th><th>Дата</th><th>Сумма</th></tr>"
    "<tr><td>ООО Ёж</td><td>09.01.2026</td><td>10&nbsp;500,50</td></tr>"
    "<tr><td>ООО Уж</td><td>10.02.2026</td><td>3&#160;000,00 р.</td></tr>"
)
PAGE = "<html><head>{head}</head><body>{body}</body></html>"


def page(body: str = f"<table>{ROWS}</table>", head: str = "", encoding: str = "utf-8") -> SourceFile:
    return SourceFile("export.xls", PAGE.format(head=head, body=body).encode(encoding))


def totals(file: SourceFile, **chosen: str) -> dict[str, int]:
    found = read([file], ReadOptions(default=FileOptions(**chosen)))
    sums = found.lines.groupby("customer")["amount"].sum()
    return {found.parties["customer"][code]: int(total) for code, total in sums.items()}


def meta(name: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={name}">'


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("utf-8", ""), ("utf-8", "windows-1251"), ("utf-8-sig", ""), ("cp1251", "windows-1251"),
     ("cp1251", ""), ("cp1251", "utf-8"), ("cp1251", "nonsense"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16"),
     ("utf-16-le", "")],
)  # fmt: skip
def test_encodings(encoding, said):
    file = page(head=meta(said) if said else "", encoding=encoding)
    assert totals(file) == {"ООО Ёж": 1050050, "ООО Уж": 300000}
    assert look(file).format == "html"


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN'>\n",
        "\n  <!-- report -->\n",
        '<?xml version="1.0"?>\n',
        "<style>td {}</style>",
    ],
)
def test_whatever_stands_before_the_page(start):
    assert totals(SourceFile("a.xls", (start + f"<table>{ROWS}</table>").encode())) == {
        "ООО Ёж": 1050050, "ООО Уж": 300000,
    }  # fmt: skip


def test_the_table_like_sales_is_taken_and_another_can_be_chosen():
    menu = "<table>" + "<tr><td>Раздел</td><td>Ссылка</td></tr>" * 40 + "</table>"
    other = ROWS.replace("10&nbsp;500,50", "7,00").replace("3&#160;000,00", "2,00")
    file = page(
        f"{menu}<table>{ROWS}<tr><td>ООО Ёж</td><td>11.02.2026</td><td>1,00</td></tr></table><table>{other}</table>"
    )
    report = look(file)
    assert (report.sheet, report.sheets) == ("#2", ("#1", "#2", "#3"))
    assert totals(file) == {"ООО Ёж": 1050150, "ООО Уж": 300000}
    assert totals(file, sheet="#3") == {"ООО Ёж": 700, "ООО Уж": 200}


def test_a_table_inside_a_table_of_the_page():
    frame = f"<table><tr><td>Меню</td><td><table>{ROWS}</table></td></tr><tr><td>низ</td><td>страницы</td></tr></table>"
    assert totals(page(frame)) == {"ООО Ёж": 1050050, "ООО Уж": 300000}


def test_cells_across_columns_and_down_rows():
    body = (
        "<table><tr><td colspan=4>Отчет по продажам</td></tr>"
        "<tr><th>Клиент</th><th>Дата</th><th>Номер</th><th>Сумма</th></tr>"
        "<tr><td rowspan='2'>ООО Ёж</td><td>09.01.2026</td><td>A1</td><td rowspan=2>100,00</td></tr>"
        "<tr><td>10.01.2026</td><td>A2</td></tr>"
        "<tr><td>ООО Уж</td><td rowspan=3>11.01.2026</td><td>A3</td><td>5,00</td></tr>"
        "<tr><td>ООО Ёж</td><td>A4</td><td>6,00</td></tr>"
        "<tr><td>ООО Уж</td><td>A5</td><td>7,00</td></tr>"
        "<tr><td colspan='3'>Итого</td><td>118,00</td></tr></table>"
    )
    report = read([page(body)]).report
    # a number down two rows counts once: 100 + 5 + 6 + 7 (the second row has no amount of its own)
    assert (report.sales, report.total) == (4, 11800)
    assert [(left.reason, left.rows) for left in report.excluded] == [("no_amount", 1)]
    assert report.files[0].controls[0].matches


def test_tags_inside_cells():
    body = (
        "<table><tr><th><b>Customer</b></th><th>Date<br>of sale</th><th>Amount</th></tr><tr><td><a href='x'>Acme"
        "</a><br>Ltd<script>var x = 1;</script><!-- note --></td><td><p>2026-01-05</p></td><td><span>1,</span>234.50"
        "</td></tr></table>"
    )
    assert totals(page(body)) == {"Acme Ltd": 123450}


@pytest.mark.parametrize(
    "body", ["", "<p>Please log in</p>", "<table><tr><td>one</td></tr><tr><td>column</td></tr></table>"]
)
def test_a_page_without_a_table_is_refused(body):
    with pytest.raises(LabradorError) as refused:
        look(page(body))
    assert (refused.value.code, refused.value.facts["file"]) == ("file.html", "export.xls")


def test_spans_without_measure():
    rows = "<tr><td colspan=99999999 rowspan=99999999>x</td><td rowspan='-1'>y</td></tr>" * 3
    with pytest.raises(LabradorError):
        read([page(f"<table>{rows}</table>")])
