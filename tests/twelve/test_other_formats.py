"""The twelve customers saved as XLS, XLSX and ODS by LibreOffice give the ledger of the CSV file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pandas as pd
import pytest

from segcore.ledger import SourceFile
from segcore.readers import read

HERE = Path(__file__).parent


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xls", "xlsx", "ods"])
def test_the_same_ledger_from_a_spreadsheet(ending: str, soffice: str, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(HERE / "ledger.csv")], check=True, capture_output=True, timeout=120)
    # the content decides, not the name
    ours = read([SourceFile("ledger.bin", (tmp_path / f"ledger.{ending}").read_bytes())])
    plain = read([SourceFile("ledger.csv", (HERE / "ledger.csv").read_bytes())])
    assert (ours.report.files[0].format, plain.report.files[0].format) == (ending, "csv")
    pd.testing.assert_frame_equal(ours.parties, plain.parties)
    assert ours.lines["amount"].sum() == 10_000_000
    assert (len(ours.lines), ours.digest) == (120, plain.digest)
