"""What the user decided: one document with a version, checked whenever it comes back from a store or a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from segcore.customer_attributes import CustomerList
from segcore.errors import Fact, LabradorError
from segcore.ledger import FileOptions, FileReport, ReadOptions, ReadReport
from segcore.parameters import Parameter
from segcore.rules import Rule
from segcore.scorecard import CRITERIA, ScoreRules
from segcore.segments import Segment
from segcore.settings import Settings, shown
from segcore.tree import Node

REPORT: TypeAdapter[ReadReport] = TypeAdapter(ReadReport)
FILE_REPORT: TypeAdapter[FileReport] = TypeAdapter(FileReport)
OPTIONS: TypeAdapter[ReadOptions] = TypeAdapter(ReadOptions)
CUSTOMER_LIST: TypeAdapter[CustomerList] = TypeAdapter(CustomerList)
FACTS: TypeAdapter[dict[str, Fact]] = TypeAdapter(dict[str, Fact])
RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileMapping(_Part):
    """How one kind of file is read (FileOptions): by header its role, and what else the user chose."""

    roles: dict[str, str] = {}
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    decimal: str | None = None
    format: str | None = None
    date_order: str | None = None

    def options(self) -> FileOptions:
        fields = self.model_dump() | {"roles": tuple(sorted(self.roles.items()))}
        return FileOptions(**fields)


class Reading(_Part):
    """The mapping: by header fingerprint, the currency that counts and the rates of others (decimal text), the reasons
    counted after all, the pairs of party keys that are one customer.
    """

    currency: str | None = None
    counted: tuple[str, ...] = ()
    files: dict[str, FileMapping] = {}
    rates: dict[str, str] = {}
    merged: tuple[tuple[str, str], ...] = ()


class Picked(_Part):
    """What is open on the pages: a matrix cell, an action, an RFM segment, a customer (display name), one of the user's
    own segments, a node of his trees (the names on the way to it, a line each).
    """

    cell: str | None = None
    action: str | None = None
    segment: str | None = None
    customer: str | None = None
    own: str | None = None
    node: str | None = None


class Scorecard(_Part):
    """What was decided about the scorecard; the scores themselves are rows of their own (store.scores).

    weights: by criterion, 1 where it is not named. gate: whether Value must be at least 2. pins: chosen segments, each
    with its reason. notes: by segment and criterion. message, contacts: by segment, what to say and how many firms the
    team can reach there in three months.
    """

    weights: dict[str, float] = {}
    gate: bool = True
    used: Literal["mean", "median"] = "mean"
    pins: dict[str, str] = {}
    notes: dict[str, dict[str, str]] = {}
    message: dict[str, str] = {}
    contacts: dict[str, int] = {}

    def rules(self) -> ScoreRules:
        """As the ranking takes them."""
        weights = tuple(self.weights.get(name, 1.0) for name in CRITERIA)
        return ScoreRules(weights, 2.0 if self.gate else None, self.used)


class Document(_Part):
    """Everything one workspace holds beside its ledger.

    settings: only the names the user set, as text (`settings.shown`). ledger_name: what the sidebar calls the ledger.
    keep_ledger: whether the cleaned ledger and the list of customers may stay in the store. segments: in priority
    order. clusters: accepted groups by their rules, for rules that ask for one. trees: of segments, for narrowing
    down. parameters: of prospects; levels: by prospect and parameter. statuses: the user's own word for a customer, by
    party key. customer_list: a second file with attributes of the customers. bands: where the bands of an attribute of
    figures begin, by its name.
    """

    format: Literal[1] = 1
    language: str = "en"
    settings: dict[str, str] = {}
    reading: Reading = Reading()
    picked: Picked = Picked()
    ledger_name: str = ""
    keep_ledger: bool = True
    segments: tuple[Segment, ...] = ()
    clusters: tuple[Segment, ...] = ()
    trees: tuple[Node, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    levels: dict[str, dict[str, int]] = {}
    statuses: dict[str, str] = {}
    scorecard: Scorecard = Scorecard()
    customer_list: CustomerList | None = None
    bands: dict[str, tuple[float, ...]] = {}
    hide_names: bool = False
    salt: str = ""

    def chosen(self) -> Settings:
        """The settings in force."""
        return Settings().with_values(self.settings)

    def kept(self) -> Document:
        """As it may stay on the server: without the list of customers where no data may stay."""
        return self if self.keep_ledger else self.model_copy(update={"customer_list": None})

    def read_options(self) -> ReadOptions:
        """How files are read now."""
        return ReadOptions(
            date_order=self.chosen().dates.order,
            currency=self.reading.currency,
            counted=frozenset(self.reading.counted),
            by_fingerprint=tuple((key, self.reading.files[key].options()) for key in sorted(self.reading.files)),
            rates=tuple(sorted(self.reading.rates.items())),
            merged=self.reading.merged,
        )

    @property
    def list_digest(self) -> str:
        """Digest of the list of customers, "" without one: for the keys of what depends on it."""
        return self.customer_list.digest if self.customer_list else ""

    def patched(self, changes: Mapping[str, Any]) -> Document:
        """A copy with these fields changed; `settings` is merged name by name, None takes a name out.

        Raises LabradorError `setting.*` for a value that is not allowed.
        """
        fields = dict(changes)
        if "settings" in fields:
            fields["settings"] = _merged(self.settings, fields["settings"])
        changed = self.model_copy(update=fields)
        changed.chosen()
        return changed


def _merged(settings: Mapping[str, str], changes: Mapping[str, object]) -> dict[str, str]:
    together = {name: value for name, value in {**settings, **changes}.items() if value is not None}
    flat = Settings().with_values(together).flat()
    return {name: shown(flat[name]) for name in sorted(together)}


def from_json(text: str) -> Document:
    """A document as it was stored. Raises LabradorError `workspace.unreadable`."""
    try:
        return Document.model_validate_json(text)
    except ValidationError as problem:
        raise LabradorError("workspace.unreadable", problems=problem.error_count()) from None


def rule_json(rule: Rule) -> str:
    """A rule as `rule_of` reads it back; plain ASCII."""
    return json.dumps(RULE.dump_python(rule, mode="json"))


def rule_of(text: str) -> Rule:
    """The rule of a text. Raises LabradorError `rule.unreadable`."""
    try:
        return RULE.validate_json(text)
    except ValidationError:
        raise LabradorError("rule.unreadable") from None
