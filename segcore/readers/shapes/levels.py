"""What describing columns mean: the role of each, and the levels one column holds (customer, then document)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from segcore.readers import headers
from segcore.readers.preferences import preference
from segcore.readers.shapes.outline import named

Texts: TypeAlias = Sequence[Sequence[str]]
ROLES = ("customer", "tax_id", "product", "manager", "region", "industry", "size", "document")
_BETWEEN = re.compile(r"\s*[/,;\n|]\s*")


_LEVEL = re.compile(
    r"договор\w*|документ\w*.*|регистратор|период.*|месяц|номенклатура.*|товар\w*|заказ\w*.*|партн[её]р\w*|контрагент\w*|"
    r"клиент\w*|покупател\w*|менеджер\w*|объект расч[её]тов|субконто.*|сделка|подразделение|склад|организация|сч[её]т|"
    r"umow\w+|dokument\w*|towar\w*|miesiąc|kontrahen\w+|klien\w+|opiekun|handlowiec|document|item|month|customer|job",
    re.IGNORECASE,
)


def is_level(text: str) -> bool:
    """Whether a cell is the name of a level of a report, and no value of it."""
    return len(text) < 60 and (headers.names_role(text) == headers.EXACT or _LEVEL.fullmatch(text) is not None)


def role_of(header: str) -> str:
    """The role one header names among ROLES, `attribute` for none."""
    found = headers.matches(header)
    known = [role for role in ROLES if role in found]
    return min(known, key=lambda role: (-found[role], ROLES.index(role))) if known else "attribute"


def levels_of(words: Sequence[str]) -> list[str]:
    """Roles of the levels a header names, from the outermost: below each other or as `Контрагент / Документ`."""
    return [role_of(word) for header in words for word in _BETWEEN.split(header) if word]


def columns_by_role(columns: Sequence[tuple[int, tuple[str, ...]]], rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Role per describing column, at most one column of each role but `attribute`; rows: texts of the first lines.

    Where no header names the customer, it is the first column without a role, the one most like names.
    """
    found = {place: (levels_of(words) or ["attribute"]) for place, words in columns}
    chosen = {place: "customer" if "customer" in levels else levels[0] for place, levels in found.items()}
    for role in ROLES:
        several = [place for place, one in chosen.items() if one == role]
        names = {place: headers.normal(" ".join(words)) for place, words in columns}
        several.sort(key=lambda place: (preference(role, names[place]), place))
        chosen.update(dict.fromkeys(several[1:], "attribute"))
    if "customer" not in chosen.values():
        loose = [place for place, role in chosen.items() if role == "attribute"]
        cells = {place: [row[place] for row in rows if place < len(row) and row[place]] for place in loose}
        worded = [place for place in loose if any(any(map(str.isalpha, cell)) for cell in cells[place])]
        if worded:
            chosen[max(worded, key=lambda place: (named(cells[place]), -place))] = "customer"
    return chosen
