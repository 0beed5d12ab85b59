"""The command line as CONTRACT has it: documents, tables, workbook, refusals, exit statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from segcore import cli
from segcore.columns import CUSTOMERS, names
from segcore.words import load
from segcore.words.extract import known

ROOT = Path(__file__).resolve().parents[1]
TWELVE = ROOT / "tests" / "twelve" / "ledger.csv"
EXPECTED = json.loads((TWELVE.parent / "expected.json").read_text("utf-8"))
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def document(capsys: Capture, *arguments: object) -> Any:
    status, out, err = run(capsys, *arguments, "--json")
    assert status == 0, err
    assert err == ""
    return json.loads(out)


def refused(capsys: Capture, *arguments: object) -> tuple[int, dict[str, Any]]:
    """Status and refusal with --json; and the same sentence as one line of standard error without it."""
    status, out, err = run(capsys, *arguments, "--json")
    error: dict[str, Any] = json.loads(out)["error"]
    assert list(error) == ["code", "facts", "message"]
    assert err == ""
    plain, out, err = run(capsys, *arguments)
    assert (plain, out) == (status, "")
    assert err == f"{' '.join(error['message'].split())}\n"
    assert "look:" not in error["message"]
    return status, error


def test_inspect_reconciles_the_twelve_customers(capsys: Capture) -> None:
    found = document(capsys, "inspect", TWELVE)
    assert list(found) == [
        "files", "rows", "sum", "sum_by_currency", "customers", "per_customer", "first_date", "last_date", "basis",
        "currency", "warnings",
    ]  # fmt: skip
    assert list(found["files"][0]) == [
        "name", "format", "encoding", "sheet", "header_row", "columns", "period", "controls"
    ]  # fmt: skip
    assert found["files"][0]["columns"] == {
        "customer": "Customer", "date": "Date", "amount": "Net amount", "document": "Invoice",
        "manager": "Account Manager",
    }  # fmt: skip
    assert found["rows"] == {"read": 120, "sales": 118, "returns": 2, "excluded": {}, "layout_rows": 0}
    assert found["sum"] == "100000.00"
    assert found["customers"] == 12
    assert found["per_customer"] == {row["customer"]: row["revenue"] for row in EXPECTED["customers"]}
    assert (found["first_date"], found["last_date"]) == ("2024-11-01", "2026-10-31")


def test_analyse_gives_the_worked_matrix(capsys: Capture) -> None:
    found = document(capsys, "analyse", TWELVE)
    cells = [{key: cell[key] for key in EXPECTED["matrix"][0]} for cell in found["matrix"]]
    assert [cell | {"share": None} for cell in cells] == [cell | {"share": None} for cell in EXPECTED["matrix"]]
    assert [cell["share"] for cell in cells] == pytest.approx([cell["share"] for cell in EXPECTED["matrix"]], rel=1e-12)
    assert found["as_of"] == "2026-10-31"
    assert found["periods"] == {
        "grid": "month", "first": "2024-11", "last": "2026-10", "complete": 24, "dropped": []
    }  # fmt: skip
    assert sum(segment["customers"] for segment in found["rfm"]) == 12


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same(text: str, value: Any) -> bool:
    """A CSV cell against a worked value: nothing, a flag, money to the cent, a real to 1e-9."""
    if value is None or value == "":
        return text == ""
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, int | float):
        return float(text) == pytest.approx(value, rel=1e-9, abs=1e-12)
    try:
        return abs(Decimal(text) - Decimal(value)) <= Decimal("0.005")
    except ArithmeticError:
        return text == value


def test_the_customer_table_is_the_worked_one(capsys: Capture, tmp_path: Path) -> None:
    target = tmp_path / "customers.csv"
    status, _, err = run(capsys, "analyse", TWELVE, "--customers", target)
    assert (status, err) == (0, "")
    rows = written(target)
    assert target.read_text("utf-8").splitlines()[0] == ",".join(names(CUSTOMERS))
    wrong = [
        (row["customer"], name, row[name], value)
        for row, worked in zip(rows, EXPECTED["customers"], strict=True)
        for name, value in worked.items()
        if not same(row[name], value)
    ]
    assert wrong == []
    assert len(rows) * len(EXPECTED["customers"][0]) > 12 * 35
    assert not same("39999.99", "40000.00")


def test_parquet_holds_the_same_customers(capsys: Capture, tmp_path: Path) -> None:
    status, _, _ = run(capsys, "analyse", TWELVE, "--customers", tmp_path / "customers.parquet")
    rows = pyarrow.parquet.read_table(tmp_path / "customers.parquet").to_pylist()
    assert status == 0
    assert [row["customer"] for row in rows] == [row["customer"] for row in EXPECTED["customers"]]
    assert [str(row["revenue"]) for row in rows] == [row["revenue"] for row in EXPECTED["customers"]]


def test_the_workbook_is_written(capsys: Capture, tmp_path: Path) -> None:
    status, _, _ = run(capsys, "analyse", TWELVE, "-o", tmp_path / "twelve.xlsx")
    assert status == 0
    book = openpyxl.load_workbook(tmp_path / "twelve.xlsx", read_only=True)
    assert book.sheetnames[:3] == ["Summary", "To do", "Customers"]
    assert [path.name for path in tmp_path.iterdir()] == ["twelve.xlsx"]


def test_settings_by_flag_and_file_give_the_letters_worked_out(capsys: Capture, tmp_path: Path) -> None:
    toml = tmp_path / "mine.toml"
    toml.write_text('[abc]\nlimits = [0.5, 0.6]\n"xyz.often" = 0.8\n'.replace('"xyz.often"', "[xyz]\noften"), "utf-8")
    letters = []
    for options in (["--set", "abc.limits=0.70,0.95"], ["--settings", toml, "--set", "abc.limits=0.70,0.95"]):
        assert run(capsys, "analyse", TWELVE, "--customers", tmp_path / "c.csv", *options)[0] == 0
        letters.append({row["customer"]: row["abc"] for row in written(tmp_path / "c.csv")})
    assert letters == [EXPECTED["limits_70_95"]["letters"]] * 2
    found = document(capsys, "analyse", TWELVE, "--settings", toml)
    assert (found["settings"]["abc.limits"], found["settings"]["xyz.often"]) == ([0.5, 0.6], 0.8)


def test_as_of_cuts_the_ledger_and_reconciles(capsys: Capture) -> None:
    with TWELVE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    late = [Decimal(line["Net amount"]) for line in lines if line["Date"] > "2026-06-30"]
    found = document(capsys, "analyse", TWELVE, "--as-of", "2026-06-30")
    rows = found["ledger"]["rows"]
    assert len(late) > 5
    assert rows["excluded"]["after_as_of"] == {"rows": len(late), "sum": str(sum(late))}
    assert rows["read"] == rows["sales"] + rows["returns"] + len(late) == 120
    assert found["as_of"] == "2026-06-30"


def test_several_files_are_one_ledger(capsys: Capture, tmp_path: Path) -> None:
    head, *lines = TWELVE.read_text("utf-8").splitlines()
    for name, part in (("first.csv", lines[:60]), ("second.csv", lines[60:])):
        (tmp_path / name).write_text("\n".join([head, *part]) + "\n", "utf-8")
    whole = document(capsys, "inspect", TWELVE)
    parts = document(capsys, "inspect", tmp_path / "first.csv", tmp_path / "second.csv")
    assert [file["name"] for file in parts["files"]] == ["first.csv", "second.csv"]
    assert {**parts, "files": 0} == {**whole, "files": 0}


def test_a_role_can_be_given_to_a_column(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("When,Who,Gross,Other\n2025-01-15,Acme,120.00,100.00\n2025-02-15,Bolt,60.00,50.00\n", "utf-8")
    found = document(capsys, "inspect", path, "--column", "amount=Other", "--column", "customer=Who")
    assert found["files"][0]["columns"]["amount"] == "Other"
    assert found["sum"] == "150.00"
    assert document(capsys, "inspect", path, "--column", "amount=Gross", "--column", "customer=Who")["sum"] == "180.00"


def test_several_currencies_have_a_sum_each_and_are_not_added(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "Date,Customer,Amount,Currency\n2025-01-15,Acme,120.00,EUR\n2025-02-15,Bolt,60.50,PLN\n2025-02-16,Bolt,1,PLN\n",
        "utf-8",
    )
    found = document(capsys, "inspect", path)
    assert (found["sum"], found["currency"]) == (None, None)
    assert found["sum_by_currency"] == {"EUR": "120.00", "PLN": "61.50"}
    status, error = refused(capsys, "analyse", path)
    assert (status, error["code"]) == (3, "ledger.mixed_currencies")


def test_formats_are_listed(capsys: Capture) -> None:
    found = document(capsys, "formats")["formats"]
    status, out, _ = run(capsys, "formats")
    assert status == 0
    assert {".csv", ".xlsx", ".xls", ".ods"} <= {ending for known in found for ending in known["endings"]}
    assert len(out.splitlines()) == len(found)
    named = {known["name"]: known for known in found}
    assert named["mbank"]["title"] == "mBank"
    assert named["mbank"]["where"].startswith("mBank: Historia")
    assert "mBank: Historia" in out


@pytest.mark.parametrize(
    ("arguments", "code", "fact"),
    [
        (["--set", "abc.limit=0.7"], "setting.unknown", ("nearest", "abc.limits")),
        (["--set", "abc.border=sideways"], "setting.out_of_range", ("name", "abc.border")),
        (["--set", "xyz.often=2"], "setting.out_of_range", ("allowed", "0 .. 1")),
        (["--set", "xyz.often=nan"], "setting.out_of_range", ("name", "xyz.often")),
        (["--set", "status.new_days=inf"], "setting.bad_value", ("name", "status.new_days")),
        (["--set", "xyz.often=much"], "setting.bad_value", ("value", "much")),
        (["--set", "abc.limits"], "usage.pair", ("text", "abc.limits")),
        (["--as-of", "yesterday"], "setting.bad_value", ("name", "as_of")),
        (["--settings", "nowhere.toml"], "usage.no_file", ("file", "nowhere.toml")),
        (["--column", "amonut=Net amount"], "usage.role", ("nearest", "amount")),
        (["--column", "amount=Nett"], "usage.header", ("header", "Nett")),
        (["--language", "xx"], "language.unknown", ("language", "xx")),
        (["--customers", "out.xls"], "output.format", ("name", "out.xls")),
        (["-o", "out.csv"], "output.format", ("name", "out.csv")),
        (["-o", "no/such/folder/out.xlsx"], "output.unwritable", ("file", str(Path("no/such/folder/out.xlsx")))),
        (["--frobnicate"], "usage.wrong", ("problem", "unrecognized arguments: --frobnicate")),
        (["--sett", "x.toml"], "usage.wrong", ("problem", "unrecognized arguments: --sett")),
    ],
)
def test_wrong_usage_is_status_2_with_a_way_out(
    capsys: Capture, arguments: list[str], code: str, fact: tuple[str, str]
) -> None:
    status, error = refused(capsys, "analyse", TWELVE, *arguments)
    assert (status, error["code"]) == (2, code)
    assert str(error["facts"][fact[0]]).startswith(fact[1])


def test_no_command_and_no_file_are_wrong_usage(capsys: Capture) -> None:
    assert run(capsys)[0] == 2
    assert run(capsys, "score")[0] == 2
    assert run(capsys, "inspect")[0] == 2


def test_settings_files_that_cannot_be_read(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("abc = [", "utf-8")
    status, error = refused(capsys, "analyse", TWELVE, "--settings", tmp_path / "bad.toml")
    assert (status, error["code"]) == (2, "setting.bad_toml")
    (tmp_path / "single.toml").write_text("[abc]\nlimits = 5\n", "utf-8")
    status, error = refused(capsys, "analyse", TWELVE, "--settings", tmp_path / "single.toml")
    assert (status, error["code"]) == (2, "setting.bad_value")
    (tmp_path / "unknown.toml").write_text("[abc]\nlimit = 1\n", "utf-8")
    status, error = refused(capsys, "analyse", TWELVE, "--settings", tmp_path / "unknown.toml")
    assert (status, error["code"]) == (2, "setting.unknown")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file.empty"),
        ("report.pdf", b"%PDF-1.7\n" + bytes(200), "file.pdf"),
        ("renamed.csv", b"%PDF-1.7\n" + bytes(200), "file.pdf"),
        ("noise.csv", bytes(range(256)) * 40, ""),
        ("noise.xlsx", b"PK\x03\x04" + bytes(range(256)) * 10, ""),
        ("story.txt", b"Once upon a time there was a dog.\n" * 20, ""),
        ("table.parquet", b"PAR1" + bytes(100) + b"PAR1", ""),
    ],
)
def test_a_refused_file_is_status_3(capsys: Capture, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    status, error = refused(capsys, "inspect", tmp_path / name)
    assert status == 3
    assert error["code"].startswith(("file.", "ledger."))
    assert code in ("", error["code"])
    assert name in error["message"]


def test_a_missing_file_and_a_folder_are_status_3(capsys: Capture, tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nowhere.csv", "file.missing"), (tmp_path, "file.folder")):
        status, error = refused(capsys, "analyse", path)
        assert (status, error["code"]) == (3, code)


def test_nothing_to_compute_is_status_3(capsys: Capture) -> None:
    status, error = refused(capsys, "analyse", TWELVE, "--as-of", "2001-01-01")
    assert (status, error["code"]) == (3, "ledger.no_rows")


def test_the_file_that_is_read_is_never_written_over(capsys: Capture, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    shutil.copy(TWELVE, mine)
    before = mine.read_bytes()
    status, error = refused(capsys, "analyse", mine, "--customers", mine)
    assert (status, error["code"]) == (2, "output.is_input")
    assert mine.read_bytes() == before


def test_formula_names_are_guarded_and_told(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    rows = ["=HYPERLINK(1)", "@evil", "Acme"]
    lines = [f"2025-0{number}-15,{name},10" for number, name in enumerate(rows, start=1)]
    path.write_text("\n".join(["Date,Customer,Amount", *lines, ""]), "utf-8")
    status, _, err = run(capsys, "analyse", path, "--customers", tmp_path / "out.csv")
    assert status == 0
    assert err == "2 names that begin like a formula were given a leading apostrophe.\n"
    assert {row["customer"] for row in written(tmp_path / "out.csv")} == {"'=HYPERLINK(1)", "'@evil", "Acme"}


def test_a_fault_of_ours_names_its_place_and_nothing_of_the_file(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Alder Hospital")

    monkeypatch.setattr("segcore.readers.inspect", broken)
    status, error = refused(capsys, "inspect", TWELVE)
    assert (status, error["code"]) == (3, "internal.fault")
    assert error["facts"]["place"].startswith("test_cli.py:")
    assert "Alder" not in json.dumps(error)


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "segcore", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=120, **options)


def test_output_is_utf8_whatever_the_terminal_is(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Date,Customer,Amount\n2025-01-15,Żółw Вятка,10\n", "utf-8")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = process("inspect", path, "--json", capture_output=True, env=ascii_only)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["per_customer"] == {"Żółw Вятка": "10.00"}
    assert b"\r" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes and /dev/full are POSIX")
def test_a_reader_that_goes_away_is_no_error() -> None:
    piped = subprocess.run(
        f"'{sys.executable}' -m segcore analyse '{TWELVE}' --json | head -c 10",
        shell=True, cwd=ROOT, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert piped.stdout == b'{\n  "ledge'
    assert piped.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("inspect", TWELVE, "--json", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "standard output cannot be written (No space left on device): choose another place.\n"
    )


def test_help_is_shown_and_ends_well() -> None:
    done = process("analyse", "--help", capture_output=True)
    assert done.returncode == 0
    assert b"--customers" in io.BytesIO(done.stdout).read()


@pytest.mark.parametrize(
    ("language", "matrix", "missing", "usage"),
    [
        ("pl", "Macierz", "Nie można otworzyć pliku nowhere.csv (Nie ma takiego pliku ani folderu)", "Użycie"),
        ("ru", "Матрица", "nowhere.csv", "Вызов"),
    ],
)
def test_the_command_line_speaks_the_language_asked_for(
    capsys: Capture, language: str, matrix: str, missing: str, usage: str
) -> None:
    status, told, _ = run(capsys, "analyse", TWELVE, "--language", language)
    words = load(language)
    english = known() - {words(text) for text in known()}
    lines = [line.strip() for line in told.splitlines()]
    assert (status, matrix in lines) == (0, True)
    assert [line for line in lines if line in english or line.startswith(("Note", "Sum:", "Period:"))] == []
    status, told, complaint = run(capsys, "inspect", "nowhere.csv", f"--language={language}")
    assert (status, told) == (3, "")
    assert missing in complaint
    assert "No such file" not in complaint
    status, _, complaint = run(capsys, "analyse", "--language", language)
    assert (status, "required" in complaint) == (2, False)
    with pytest.raises(SystemExit):
        run(capsys, "--help", "--language", language)
    assert capsys.readouterr().out.startswith(f"{usage}: ")
    assert "Matrix" in run(capsys, "analyse", TWELVE)[1].splitlines()  # the control
