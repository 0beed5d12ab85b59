"""camt, OFX and QIF statements: versions and dialects, status and batches, splits, broken files."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.output import inspection
from segcore.readers import inspect
from segcore.readers.banks.values import day, money
from segcore.readers.records import Records, RecordSource
from segcore.readers.registry import open_file


def read(name: str, content: str | bytes, encoding: str = "utf-8") -> Records:
    source = open_file(
        SourceFile("a", content if isinstance(content, bytes) else content.encode(encoding)), FileOptions()
    )
    assert isinstance(source, RecordSource)
    assert source.format == name
    return source.records


def cells(found: Records, role: str) -> list[object]:
    place = [name for _, name in found.fields].index(role)
    return [row[place] for row in found.rows]


def refusal(content: str | bytes) -> str:
    with pytest.raises(LabradorError) as refused:
        read("", content)
    return refused.value.code


# camt


def balance(code: str, amount: str, mark: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='PLN'>{amount}</Amt>"
        f"<CdtDbtInd>{mark}</CdtDbtInd></Bal>"
    )


def entry(amount: str, details: str = "", mark: str = "CRDT", status: str = "BOOK", more: str = "") -> str:
    return (
        f"<Ntry><Amt Ccy='PLN'>{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{more}<Sts>{status}</Sts>"
        f"<BookgDt><Dt>2026-08-03</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def payment(name: str, amount: str = "", role: str = "Dbtr", more: str = "") -> str:
    told = f"<AmtDtls><TxAmt><Amt Ccy='PLN'>{amount}</Amt></TxAmt></AmtDtls>" if amount else ""
    return f"<TxDtls>{told}<RltdPties><{role}><Nm>{name}</Nm></{role}>{more}</RltdPties></TxDtls>"


def camt(body: str, version: str = "053.001.02", tags: str = "BkToCstmrStmt/Stmt") -> str:
    message, statement = tags.split("/")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}"><{message}>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr><{statement}><Acct><Id><IBAN>PL61109010140000071219812874</IBAN></Id>"
        f"<Ccy>PLN</Ccy><Ownr><Nm>Kontur Sp. z o.o.</Nm></Ownr></Acct>{body}</{statement}></{message}></Document>"
    )


@pytest.mark.parametrize(
    "version", ["053.001.01", "053.001.02", "053.001.03", "053.001.04", "053.001.08", "053.001.10"]
)
def test_camt_of_every_version(version: str) -> None:
    found = read(
        "camt",
        camt(
            balance("OPBD", "10") + balance("CLBD", "5.50", "DBIT") + entry("15.50", payment("Alfa"), "DBIT"), version
        ),
    )
    assert list(found.reasons) == ["outgoing"]
    assert [(c.name, c.file, c.read) for c in found.controls] == [
        ("closing balance PL61109010140000071219812874", -550, -550)
    ]


@pytest.mark.parametrize("tags", ["BkToCstmrAcctRpt/Rpt", "BkToCstmrDbtCdtNtfctn/Ntfctn"])
def test_camt_reports_and_notifications(tags: str) -> None:
    found = read("camt", camt(entry("5", payment("Alfa")), "052.001.02", tags))
    assert cells(found, "customer") == ["Alfa"]
    assert cells(found, "date") == [date(2026, 8, 3)]


def test_camt_batches_are_split_where_their_amounts_add_up() -> None:
    whole = entry("700", payment("Alfa", "400") + payment("Beta", "300"))
    assert cells(read("camt", camt(whole)), "customer") == ["Alfa", "Beta"]
    short = read("camt", camt(entry("700", payment("Alfa", "400") + payment("Beta", "299"))))
    assert (cells(short, "customer"), cells(short, "amount")) == ([""], [Decimal(700)])
    same = read("camt", camt(entry("700", payment("Alfa") + payment("Alfa"))))
    assert (cells(same, "customer"), cells(same, "amount")) == (["Alfa"], [Decimal(700)])
    paid = read("camt", camt(entry("700", payment("Alfa", "400", "Cdtr") + payment("Beta", "300", "Cdtr"), "DBIT")))
    assert cells(paid, "amount") == [Decimal(-400), Decimal(-300)]
    equal = read("camt", camt(entry("10", 2 * payment("Alfa", "5"), more="<AcctSvcrRef>R1</AcctSvcrRef>")))
    assert cells(equal, "document") == ["", ""], "one reference of the batch does not make two payments one"


@pytest.mark.parametrize(
    ("status", "more", "reason"),
    [
        ("BOOK", "", ""),
        ("<Cd>BOOK</Cd>", "", ""),
        ("PDNG", "", "pending"),
        ("<Cd>PDNG</Cd>", "", "pending"),
        ("INFO", "", "pending"),
        ("BOOK", "<RvslInd>true</RvslInd>", "reversal"),
        ("BOOK", "<RvslInd>false</RvslInd>", ""),
        ("BOOK", "<BkTxCd><Domn><Fmly><Cd>MCOP</Cd><SubFmlyCd>INTR</SubFmlyCd></Fmly></Domn></BkTxCd>", "interest"),
        ("BOOK", "<BkTxCd><Domn><Fmly><Cd>CNTR</Cd><SubFmlyCd>CDPT</SubFmlyCd></Fmly></Domn></BkTxCd>", "cash_deposit"),
        ("BOOK", "<BkTxCd><Domn><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>", ""),
        ("BOOK", "<AddtlNtryInf>KAPITALIZACJA ODSETEK</AddtlNtryInf>", "interest"),
    ],
)
def test_camt_status_reversals_and_codes(status: str, more: str, reason: str) -> None:
    found = read("camt", camt(entry("5", payment("Alfa"), status=status, more=more)))
    assert list(found.reasons) == [reason]


def test_camt_names_of_the_payer() -> None:
    own = "<CdtrAcct><Id><IBAN>PL61109010140000071219812874</IBAN></Id></CdtrAcct>"
    other = own.replace("2874", "2875")
    versions = {
        "Alfa": payment("Alfa", more="<Cdtr><Nm>Kontur Sp. z o.o.</Nm></Cdtr>"),
        "Beta": payment("Beta", role="UltmtDbtr"),
        "Gama": payment("Gama").replace("<Nm>Gama</Nm>", "<Pty><Nm>Gama</Nm></Pty>"),
        "Delta": payment("Delta", role="Cdtr", more=other),
    }
    for name, details in versions.items():
        assert cells(read("camt", camt(entry("5", details))), "customer") == [name]
    for details in (payment("Kontur Oddział", role="Cdtr", more=own), payment("Eta", role="Cdtr"), ""):
        assert cells(read("camt", camt(entry("5", details))), "customer") == [""]
    assert read("camt", camt(entry("5", payment("KONTUR sp z oo")))).reasons == ["own_transfer"]


def test_camt_tax_numbers_and_purposes() -> None:
    number = "<Dbtr><Nm>Alfa</Nm><Id><OrgId><Othr><Id>5260250274</Id></Othr></OrgId></Id></Dbtr>"
    remark = "<RmtInf><Ustrd>Zwrot</Ustrd><Ustrd>nadpłaty</Ustrd></RmtInf>"
    found = read("camt", camt(entry("5", f"<TxDtls><RltdPties>{number}</RltdPties>{remark}</TxDtls>")))
    assert cells(found, "tax_id") == ["5260250274"]
    assert cells(found, "ignore") == ["Zwrot nadpłaty"]
    assert list(found.reasons) == ["supplier_refund"]


def test_camt_statements_in_a_zip() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        for name in ("Alfa", "Beta"):
            files.writestr(f"{name}.xml", camt(entry("5", payment(name))))
        files.writestr("readme.txt", "statements")
    assert cells(read("camt", packed.getvalue()), "customer") == ["Alfa", "Beta"]


def test_camt_periods_are_believed_where_the_entries_lie_inside() -> None:
    period = "<FrToDt><FrDtTm>2026-08-01T00:00:00</FrDtTm><ToDtTm>2026-08-31T23:59:59+02:00</ToDtTm></FrToDt>"
    inside = read("camt", camt(period + entry("5", payment("Alfa"))))
    assert inside.stated == (date(2026, 8, 1), date(2026, 8, 31))
    outside = read("camt", camt(period.replace("2026-08-31", "2026-08-02") + entry("5", payment("Alfa"))))
    assert outside.stated == (None, None)


def test_camt_files_without_entries_or_cut_short_are_refused() -> None:
    assert refusal(camt(balance("OPBD", "1"))) == "file.header_only"
    assert refusal(camt(entry("5", payment("Alfa")))[:-30]) == "file.truncated"
    assert refusal(camt("").replace("BkToCstmrStmt", "CstmrCdtTrfInitn").replace("053", "001")) != "file.header_only"


# OFX

OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>77</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260101<DTEND>20260131
{}
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def transaction(amount: str, name: str = "Alfa", kind: str = "CREDIT", more: str = "") -> str:
    return (
        f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>20260115120000[-5:EST]<TRNAMT>{amount}<FITID>T1<NAME>{name}{more}</STMTTRN>"
    )


def test_ofx_open_tags_and_xml_say_the_same() -> None:
    sgml = OFX.format(transaction("5.00", "Alfa &amp; Co", more="<MEMO>Invoice 7"))
    xml = OFX.partition("<OFX>")[2].format(
        "<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260115</DTPOSTED><TRNAMT>5.00</TRNAMT><FITID>T1</FITID>"
        "<NAME><![CDATA[Alfa & Co]]></NAME><MEMO>Invoice 7</MEMO></STMTTRN>"
    )
    heads = ("<OFX>", '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n<OFX>', '<?xml version="1.0"?><!-- a --><OFX>')
    for text in (sgml, "\n" + sgml, *(head + xml for head in heads)):
        found = read("ofx", text)
        assert found.rows[0][:6] == (date(2026, 1, 15), "Alfa & Co", "", Decimal("5.00"), "EUR", "T1")
        assert found.stated == (date(2026, 1, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("kind", "amount", "reason"),
    [("CREDIT", "5", ""), ("INT", "5", "interest"), ("DIV", "5", "interest"), ("Int", "5", "interest"),
     ("INT", "-5", "outgoing"), ("DEP", "+1 006,60", ""), ("OTHER", "-2,000.00", "outgoing")],
)  # fmt: skip
def test_ofx_types_and_amounts(kind: str, amount: str, reason: str) -> None:
    assert list(read("ofx", OFX.format(transaction(amount, kind=kind))).reasons) == [reason]


def test_ofx_amounts_without_signs_follow_their_types() -> None:
    unsigned = transaction("5", kind="CREDIT") + transaction("3", kind="DEBIT")
    assert cells(read("ofx", OFX.format(unsigned)), "amount") == [Decimal(5), Decimal(-3)]
    signed = unsigned + transaction("-1", kind="POS")
    assert cells(read("ofx", OFX.format(signed)), "amount") == [Decimal(5), Decimal(3), Decimal(-1)]


def test_ofx_currencies_of_single_transactions() -> None:
    other = "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>"
    assert cells(read("ofx", OFX.format(transaction("5", more=other))), "currency") == ["USD"]
    original = other.replace("CURRENCY", "ORIGCURRENCY")
    assert cells(read("ofx", OFX.format(transaction("5", more=original))), "currency") == ["EUR"]


def test_ofx_a_beginning_of_the_age_is_no_period() -> None:
    found = read("ofx", OFX.replace("20260101", "19700101").format(transaction("5")))
    assert found.stated == (None, date(2026, 1, 31))


def test_ofx_files_without_transactions_are_refused() -> None:
    assert refusal(OFX.format("")) == "file.header_only"
    assert refusal("OFXHEADER:100\n\n<OFX></OFX>") == "file.not_a_table"
    assert refusal(OFX[:70]) == "file.truncated"
    cut = read("ofx", OFX.format(transaction("5") + transaction("6"))[:-120])
    assert len(cut.rows) in (1, 2)


# QIF


def qif(*records: str, head: str = "!Type:Bank") -> str:
    return "\n".join([head, *records]) + "\n"


def test_qif_transactions_of_accounts_only() -> None:
    text = qif("D2/14'2020\nT67.50\nPAlfa\nSBills\nEsign up\n$-15.00\nSBills\n$82.50\n^") + qif(
        "NBuy\nD2/14'2020\nT5.00\nYApple\n^", head="!Type:Invst"
    )
    for head in ("Bank", "bank ", "Cash", "CCard"):
        found = read("qif", text.replace("!Type:Bank", f"!Type:{head}"))
        assert (cells(found, "customer"), cells(found, "amount")) == (["Alfa"], [Decimal("67.50")])
    assert refusal(text.replace("!Type:Bank", "!Type:Oth L")) == "file.header_only"
    lists = "!Option:AutoSwitch\n!Account\nNMy account\nTBank\n^\n!Clear:AutoSwitch\n"
    assert len(read("qif", lists + text).rows) == 1


def test_qif_opening_balances_and_transfers() -> None:
    rows = (
        "D2/10'2020\nT900\nPOpening Balance\nL[Giro]\n^",
        "D2/14'2020\nT50\nPMe\nL[Savings]\n^",
        "D2/15'2020\nT7\nPAlfa\n^",
    )
    found = read("qif", qif(*rows))
    assert list(found.reasons) == ["own_transfer", ""]
    assert found.layout_rows == 1


@pytest.mark.parametrize(
    ("written", "day_read", "asked"),
    [
        ("2/14'2020", "2020-02-14", []),
        ("14.02.2020", "2020-02-14", []),
        ("14/02/98", "1998-02-14", []),
        ("2/14' 6", "2006-02-14", []),
        ("2/ 3'20", "2020-02-03", ["date_order"]),
        ("03.02.2020", "2020-02-03", []),
        ("2020-02-14", "2020-02-14", []),
    ],
)
def test_qif_days(written: str, day_read: str, asked: list[str]) -> None:
    ledger = inspect([SourceFile("a.qif", qif(f"D{written}\nT5\nPAlfa\n^").encode())])
    assert inspection(ledger)["first_date"] == day_read
    assert [question.code for question in ledger.report.questions] == asked


def test_qif_amounts_have_one_mark_for_all() -> None:
    comma = read("qif", qif("D14.02.2020\nT1.234,50\nPAlfa\n^", "D15.02.2020\nT12,5\nPBeta\n^"))
    assert cells(comma, "amount") == [Decimal("1234.50"), Decimal("12.5")]
    point = read("qif", qif("D14.02.2020\nT-1,234.50\nPAlfa\n^", "D15.02.2020\nU12.5\nPBeta\n^"))
    assert cells(point, "amount") == [Decimal("-1234.50"), Decimal("12.5")]


def test_qif_cut_short_keeps_what_is_whole() -> None:
    assert len(read("qif", qif("D14.02.2020\nT5\nPAlfa\n^", "D15.02")).rows) == 1
    assert refusal("!Type:Bank\n") == "file.header_only"


# values


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5", "5"), ("5,", "5"), (",5", "0.5"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("+1 006,60", "1006.60"), ("\u22125", "-5"), ("1500-00", "1500.00"), ("1'234.50", "1234.50"),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str) -> None:
    assert money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "abc", "5.5.5,5,5x", "NaN", "Infinity", "1e999999", "9" * 30, "-"])
def test_no_amounts(text: str) -> None:
    assert money(text) is None


def test_days() -> None:
    assert day("03.02.2026") == date(2026, 2, 3)
    assert day("2026-02-03T10:00:00") == date(2026, 2, 3)
    assert day("32.01.2026") is None
    assert day("") is None
