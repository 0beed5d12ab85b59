"""LibreOffice opens the workbook, computes its formulas anew and finds the same numbers; nothing is cut on paper."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from segcore.analysis import Analysis
from segcore.ledger import Ledger

pytestmark = pytest.mark.office


@pytest.fixture
def convert(soffice: str, tmp_path: Path) -> Callable[[bytes, str], list[Path]]:
    """convert(content, target): the files LibreOffice makes of the workbook."""

    def run(content: bytes, target: str) -> list[Path]:
        source, folder = tmp_path / "book.xlsx", tmp_path / "out"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return sorted(folder.iterdir())

    return run


def cells(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def test_libreoffice_finds_the_same_cells(
    sixty: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    convert: Callable[..., list[Path]],
    tmp_path: Path,
) -> None:
    content = written(analysed(sixty))
    (again,) = convert(content, "xlsx:Calc MS Excel 2007 XML")
    ours, theirs = cells(tmp_path / "book.xlsx"), cells(again)
    assert list(ours) == list(theirs)
    compared = 0
    for sheet, rows in ours.items():
        for place, (one, other) in enumerate(zip(rows, theirs[sheet], strict=False)):
            for own, found in zip(one, other, strict=False):
                if isinstance(own, int | float):
                    assert found == pytest.approx(own, rel=1e-12, abs=1e-9), (sheet, place)
                elif own is not None:
                    assert found == own, (sheet, place)
                compared += own is not None
    assert compared > 2_500
    assert theirs["Summary"][5][1] == pytest.approx(ours["Summary"][5][1])


def test_the_list_of_customers_as_csv(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], convert: Callable[..., list[Path]]
) -> None:
    paths = convert(
        written(analysed(twelve)), "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    )
    path = next(path for path in paths if path.stem.endswith("-Customers"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    heads, lines = rows[2], rows[3:15]
    revenue = heads.index("Revenue, EUR")
    assert [(line[1], float(line[revenue])) for line in lines[:3]] == [
        ("Alder Hospital", 40000),
        ("Birch Hotels", 30000),
        ("Cedar Theatre", 9000),
    ]
    assert sum(float(line[revenue]) for line in lines) == 100000


def test_the_summary_is_one_page_and_nothing_overflows(
    sixty: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], convert: Callable[..., list[Path]]
) -> None:
    (paper,) = convert(written(analysed(sixty)), "pdf")
    text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")
    assert "made with Labrador" in pages[0] and "1 of " in pages[0]
    assert pages[1].lstrip().startswith("To do")
    assert "###" not in text and "#REF" not in text and "#NAME" not in text
    assert len(pages) > 6
