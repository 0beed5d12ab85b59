"""What stands in :86: of an MT940 statement: the other side and the purpose, in the ways banks write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

FULL = 26  # a shorter piece was not cut: a space follows it
LINE = 60
_CODES = re.compile(r"(?s)\s*[A-Z0-9]{0,6}\s*(?:[A-Z0-9]{3,5}\s*)?([~^<>?|])\d\d")
_PLACEHOLDERS = "\u02d9\u00ff"
_LABELS = re.compile(r"(?:^|;)\s*(ID IPH|Z RACH|NA RACH|OD|DLA|TYT|TNR)\s*\.?\s*:")
_TAGS = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|KREF|ORDP|BENM|CNTP|CSID|MARF|SVCL|PURP|ISDT|ADDR|ULTD|ULTC|PREF|RTRN|OCMT|CHGS|"
    r"EXCH|ACC|BO|PY|PT|OB|BIC|ID|TYPE|FX)/"
)
_NAMED = re.compile(
    r"\b(?:AUFTRAGGEBER|NAAM|ORDERING CUSTOMER|ZLECENIODAWCA|NADAWCA|PLATITOR|P\s?L\s?A\s?TITOR|ORDERED BY)\b[ :]+"
    r"(?P<name>\S.*?)(?=\s+(?:MITTEILUNGEN|DETALII|CODFISC|[A-Z]{2}\d\d[A-Z0-9]{11,30})\b|\s{2,}\S*\d|[\n;/]|$)",
    re.IGNORECASE,
)
_ACCOUNT_FIRST = re.compile(r"([A-Z]{2}\d\d[A-Z0-9]{10,30}|\d{9,28})[ \n]+(\S[^\n]*)(?:\n(.*))?", re.DOTALL)
_ACCOUNT_SECOND = re.compile(r"[A-Z0-9]+\n(\d{16,28})\n([^\n]+)(?:\n(.*))?", re.DOTALL)
_CODE_FIRST = re.compile(r"[A-Z]\w{2}\?(\S[^\n]*)(?:\n(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Details:
    """The texts of :86:. reference: the bank's own number of the payment, where the text holds one."""

    party: str = ""
    account: str = ""
    purpose: str = ""
    kind: str = ""
    reference: str = ""


def details(text: str) -> Details:
    """Read :86: by what it looks like: numbered fields, labels, tags, or plain text."""
    if codes := _CODES.match(text):
        return _numbered(text, codes[1])
    flat = unwrapped(text)
    if _LABELS.search(flat):
        return _labelled(flat)
    if len(_TAGS.findall(flat)) > 1:
        return _tagged(flat)
    return _plain(text.strip(), flat)


def unwrapped(text: str) -> str:
    """Lines as one: a full line was cut in the middle, a shorter one ends with a word."""
    whole = ""
    for place, line in enumerate(text.split("\n")):
        full = len(line) + (4 if place == 0 else 0) >= LINE
        whole += line if full or line.endswith(" ") or not line else f"{line} "
    return whole.strip()


def _numbered(text: str, mark: str) -> Details:
    """`~20`, `?20`, `<20`, `^20`: 00 type, 20-29 and 60-63 purpose, 30, 31 and 38 account, 32 and 33 name."""
    cut = re.sub(rf"\s*\n(?=\{mark}\d\d)", "", text)
    pieces = re.split(rf"\{mark}\s?(\d)\s?(\d)", unwrapped(cut))
    fields: dict[str, str] = {}
    for tens, ones, value in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        fields.setdefault(tens + ones, value.strip("\n").strip(_PLACEHOLDERS))
    bank, number = fields.get("30", "").strip(), fields.get("31", "").strip()
    account = fields.get("38", "").strip() or (bank + number if bank.isdigit() else number)
    purpose = joined([fields.get(str(code), "") for code in (*range(20, 30), *range(60, 64))])
    sepa = re.search(r"SVWZ\+(.*?)(?=(?:EREF|KREF|MREF|CRED|DEBT|ABWA|ABWE|IBAN|BIC)\+|$)", purpose)
    return Details(
        joined([fields.get("32", ""), fields.get("33", "")]),
        account,
        sepa[1].strip() if sepa and sepa[1].strip() else purpose,
        fields.get("00", "").strip(),
    )


def joined(pieces: list[str]) -> str:
    """Pieces of one text. Between two full ones there was no space, nor was one cut off."""
    whole = before = ""
    for piece in filter(None, pieces):
        street = re.match(r"(?:UL|AL|OS|PL)\.|\d\d-\d{3}\b", piece, re.IGNORECASE)
        whole += f" {piece}" if street or len(before) < FULL else piece
        before = piece
    return " ".join(whole.split())


def _labelled(text: str) -> Details:
    """mBank: `Z RACH.: account; OD: name address; TYT.: purpose; TNR: number`."""
    pieces = _LABELS.split(text)
    found = {label: value.strip(" ;") for label, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    return Details(
        found.get("OD") or found.get("DLA", ""),
        found.get("Z RACH") or found.get("NA RACH", ""),
        found.get("TYT", ""),
        pieces[0].strip(" ;"),
        re.sub(r"\s", "", found.get("TNR", "")),
    )


def _tagged(text: str) -> Details:
    """Dutch and other banks: `/TRTP/…/IBAN/…/NAME/…/REMI/…`, `/ORDP//NAME/…`, `/CNTP/account/bank/name/town`."""
    pieces = _TAGS.split(text)
    found: dict[str, str] = {}
    for tag, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if value.strip(" /"):
            found.setdefault(tag, value.strip(" /"))
    party = [*found.get("CNTP", "").split("/"), "", "", ""]
    return Details(
        found.get("NAME") or found.get("ORDP") or found.get("BENM") or party[2] or found.get("BO", ""),
        found.get("IBAN") or party[0],
        re.sub(r"^(?:USTD|STRD)/+(?:CUR/)?", "", found.get("REMI") or found.get("PY", "")),
        found.get("TRTP") or found.get("PT", ""),
    )


def _plain(text: str, flat: str) -> Details:
    """Text without structure; a name where a word announces it, or where it stands by an account."""
    if named := _NAMED.search(flat):
        return Details(named["name"].strip(), purpose=flat)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    for pattern in (_ACCOUNT_SECOND, _ACCOUNT_FIRST):
        if found := pattern.fullmatch(lines):
            return Details(found[2].strip(), found[1], unwrapped((found[3] or "").strip()))
    if found := _CODE_FIRST.fullmatch(lines):
        return Details(found[1].strip(), purpose=unwrapped((found[2] or "").strip()))
    return Details(purpose=flat)


def record(text: str) -> Details:
    """A :NS: record: lines that begin with two digits; 15 and 16 name, 33 and 34 account."""
    fields = {line[:2]: line[2:].strip() for line in text.split("\n") if line[:2].isdigit()}
    if "15" not in fields:
        return Details(purpose=" ".join(fields[key] for key in sorted(fields)))
    rest = [fields[key] for key in sorted(fields) if key in ("09", "10", "11", "12", "13", "19", "20")]
    return Details(
        joined([fields["15"], fields.get("16", "")]), fields.get("33", "") + fields.get("34", ""), " ".join(rest)
    )
