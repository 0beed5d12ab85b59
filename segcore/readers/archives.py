"""Zip archives: the files inside that may be ledgers, without what is only attached to them."""

from __future__ import annotations

import io
import re
import zipfile

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.kinds import BROKEN, kind

MOST_BYTES = 400_000_000
READABLE = ("text", "xlsx", "xlsb", "xls", "html", "xml", "bank_1c", "mt940", "ofx", "qif", "epp", "parquet")
_ATTACHED = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$|readme)"
    r"|\.(?:pdf|png|jpe?g|gif|svg|xsd|xslt?|css|js|sig|sgn|p7s|p7m|asc|md5|sha\d*|docx?|rtf|md|json|url|bin)$",
    re.IGNORECASE,
)


def members(file: SourceFile) -> tuple[SourceFile, ...]:
    """The files of a zip archive by their full names, `archive/member`; attachments, signatures and folders are not.

    Raises LabradorError with the fact `file`: file.too_large (limit), file.truncated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            wanted = [entry for entry in packed.infolist() if entry.file_size and not _ATTACHED.search(_name(entry))]
            if sum(entry.file_size for entry in wanted) > MOST_BYTES:
                raise LabradorError("file.too_large", file=file.name, limit=MOST_BYTES)
            found = [SourceFile(f"{file.name}/{_name(entry)}", packed.read(entry)) for entry in wanted]
    except BROKEN:
        raise LabradorError("file.truncated", file=file.name) from None
    return tuple(member for member in found if _kind(member) in READABLE)


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _kind(member: SourceFile) -> str:
    """The kind of a member, "" for what can be nothing but an attachment."""
    try:
        return kind(member)
    except LabradorError:
        return ""
