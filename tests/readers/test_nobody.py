"""A dash, `(blank)` or `brak` is nobody; NA, None and null may be firms."""

from __future__ import annotations

import pytest

from segcore.ledger import SourceFile
from segcore.readers import read

NOBODY = (
    "-", "--", "—", "–", "...", "?", "(blank)", "(puste)", "(пусто)", "<Пусто>", "n/a", "N/A", "#N/A", "#Н/Д", "#N/D!",
    "brak", "BRAK", "Brak danych", "нет", "не указан", "<не указан>", "<...>", "Not specified", "(null)", "[NULL]",
)  # fmt: skip


def left_out(found) -> dict[str, tuple[int, int]]:
    return {told.reason: (told.rows, told.sum) for told in found.report.excluded}


@pytest.mark.parametrize("name", NOBODY)
def test_a_cell_that_names_nobody_is_no_customer(ledger, name):
    found = ledger(f"Customer;Date;Amount\nAlfa;2026-01-05;10.00\n{name};2026-01-13;200.00\nBeta;2026-02-14;5.50\n")
    assert found.parties["customer"].tolist() == ["Alfa", "Beta"]
    assert found.report.total == 1550  # 10.00 + 5.50
    assert left_out(found) == {"no_customer": (1, 20000)}


@pytest.mark.parametrize("name", ["NA", "None", "null", "NULL", "Null", "00123", "Nan", "Brak-Pol", "Net"])
def test_a_firm_may_be_called_so(ledger, name):
    found = ledger(f"Customer;Date;Amount\nAlfa;2026-01-05;10.00\n{name};2026-01-13;200.00\n")
    assert found.parties["customer"].tolist() == sorted(["Alfa", name], key=str.casefold)
    assert found.report.total == 21000


def test_the_person_stands_in_for_a_company_that_is_a_dash(rows):
    text = "Company;Contact;Date;Amount\nAlfa;Jan Lis;2026-01-05;10.00\n-;Ewa Kos;2026-01-06;20.00\n"
    assert rows(text) == [("Alfa", "2026-01-05", 1000), ("Ewa Kos", "2026-01-06", 2000)]


@pytest.mark.parametrize("tax", ["brak", "BRAK", "-", "—", "n/a", "(puste)", "0000000000", "000-000-00-00", "NA"])
def test_a_tax_cell_that_says_there_is_none_names_nobody(ledger, tax):
    found = ledger(
        "Nabywca;NIP;Data;Netto\n" + "Alfa;5252248481;05.01.2026;10,00\nGamma;7740001454;06.01.2026;2,00\n" * 2
        + f";{tax};13.01.2026;99,00\nBeta;{tax};14.01.2026;1,00\n"
    )  # fmt: skip
    assert found.parties["customer"].tolist() == ["Alfa", "Gamma", "Beta"]
    assert found.report.total == 2500  # 2 x 10.00 + 2 x 2.00 + 1.00
    assert left_out(found) == {"no_customer": (1, 9900)}


def test_a_customer_without_a_name_is_shown_by_his_number(ledger):
    # 5252248481 is a valid NIP; 123456789X is no tax number at all, and nothing else is known of that customer
    text = (
        "Nabywca;NIP;Data;Netto\n;5252248481;05.01.2026;10,00\n;DE811569869;06.01.2026;20,00\n"
        "-;123456789X;07.01.2026;30,00\n;X-77;08.01.2026;40,00\n"
    )
    found = ledger(text)
    assert set(found.parties["customer"]) == {"NIP 5252248481", "DE811569869", "123456789X", "X-77"}
    assert found.report.total == 10000


def test_a_billing_company_that_is_a_dash_gives_way_to_the_person():
    text = (
        "Order Number,Order Status,Order Date,Order Total,Company (Billing),First Name (Billing),Last Name (Billing)\n"
        "1,completed,2026-01-05,10.00,Acme,Ann,Lee\n2,completed,2026-01-06,20.00,-,Bob,Ray\n"
        "3,completed,2026-01-07,30.00,n/a,-,\n"
    )
    found = read([SourceFile("orders.csv", text.encode())])
    assert found.report.files[0].format == "woocommerce"
    assert sorted(found.parties["customer"]) == ["Acme", "Bob Ray"]
    assert left_out(found) == {"no_customer": (1, 3000)}
