"""Catalogues: segcore/locale/LANGUAGE.po, read as they are (no compiled files to forget)."""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "labrador"


def parse(po: str, language: str) -> gettext.GNUTranslations:
    """The translations of a PO file's text."""
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(po), locale=language, domain=DOMAIN))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English texts where there is none."""
    file = files("segcore") / "locale" / f"{language}.po"
    return parse(file.read_text("utf-8"), language) if file.is_file() else gettext.NullTranslations()
