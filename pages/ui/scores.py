"""The scores of the open workspace: read as one board, saved as rows per person the moment they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isnan, nan
from typing import Any

from pages.ui import cached, history, session
from segcore.robustness import Certainty
from segcore.scorecard import CRITERIA, HIGHEST, TOP, Ranking, ScoreRules, Sheet, ranking, sheet
from segcore.store import Score
from segcore.workspace import Scorecard

Cells = dict[tuple[str, str], float]
MOST_LETTERS = 60


@dataclass(frozen=True)
class Board:
    """The scorecard as it stands: segments in their order, people, scores, ranks, and what was decided."""

    scorecard: Scorecard
    sheet: Sheet
    people: tuple[str, ...]
    rules: ScoreRules
    ranking: Ranking

    @property
    def segments(self) -> tuple[str, ...]:
        return self.sheet.segments

    @property
    def scored(self) -> bool:
        """Whether anybody gave any score."""
        return bool(self.people)

    @property
    def ranked(self) -> list[int]:
        """Positions of the segments above the line, best first."""
        rank = self.ranking.rank
        return sorted((place for place in range(len(rank)) if rank[place]), key=lambda place: int(rank[place]))

    @property
    def below(self) -> list[int]:
        """Positions of the scored segments below the line, by points."""
        total = self.ranking.total
        places = [place for place, reason in enumerate(self.ranking.reason) if reason and not isnan(total[place])]
        return sorted(places, key=lambda place: (-float(total[place]), self.segments[place]))

    @property
    def proposed(self) -> list[int]:
        """Positions of the first three."""
        return [place for place in self.ranked if self.ranking.proposed[place]]

    @property
    def chosen(self) -> list[int]:
        """Positions of the segments the team chose, in its order."""
        return [self.segments.index(name) for name in self.scorecard.pins if name in self.segments]

    @property
    def top(self) -> list[int]:
        """What counts: the chosen ones, else the proposed."""
        return self.chosen or self.proposed

    def cells(self, person: str) -> Cells:
        """The scores of one person by segment and criterion."""
        if person not in self.sheet.persons:
            return {}
        scores = self.sheet.scores[:, self.sheet.persons.index(person), :]
        places = ((row, column) for row in range(len(self.segments)) for column in range(len(CRITERIA)))
        return {
            (self.segments[row], CRITERIA[column]): float(scores[row, column])
            for row, column in places
            if not isnan(scores[row, column])
        }

    def share(self, sure: Certainty, place: int) -> float:
        """In what share of the versions a segment is in the top 3; NaN below the line, and where three or fewer stand
        above it, for then none can lose its place to another.
        """
        return float(sure.versions.top[place]) if len(self.ranked) > TOP else nan

    def certainty(self) -> Certainty:
        """How sure the ranking is; computed once for these scores and rules."""
        key = sha256(repr((self.segments, self.sheet.persons, self.rules)).encode("utf-8", "surrogatepass"))
        key.update(self.sheet.scores.tobytes())
        return cached.certainty(key.hexdigest(), self.sheet, self.rules)


def board() -> Board:
    """The scorecard of the open workspace."""
    state = session.current()
    document = state.document
    names = tuple(dict.fromkeys(segment.name for segment in document.segments))
    rows = [row for row in stored() if row.segment in names and row.criterion in CRITERIA]
    people = tuple(dict.fromkeys(sorted(row.person for row in rows)))
    blank = [(name, person, {}) for name in names for person in (people or ("",))]
    given = sheet([*blank, *((row.segment, row.person, {row.criterion: row.value}) for row in rows)])
    rules = document.scorecard.rules()
    return Board(document.scorecard, given, people, rules, ranking(given, rules))


def cells_of(person: str) -> Cells:
    """The saved scores of one person by segment and criterion."""
    return {
        (row.segment, row.criterion): row.value for row in stored() if row.person == person and row.value is not None
    }


def stored() -> tuple[Score, ...]:
    """All scores of the open workspace."""
    workspace = session.current().workspace
    return cached.store().scores.of(workspace) if workspace else ()


def save(scores: Sequence[Score], joined: bool = False) -> bool:
    """Save these rows at once; whether that went well. joined: they belong to the step saved just before."""
    return not scores or history.save_scores(lambda rows, by: rows.put(session.current().workspace, scores, by), joined)


def edited(segments: Sequence[str], edits: Iterable[Any], before: Cells) -> Cells:
    """The scores with what was typed into the grid in: (row, column, figure), the row that of its segment, the column
    that of its criterion. A figure is moved into 0 to 3, none takes the score away; anything else is not taken.
    """
    after = dict(before)
    for edit in edits:
        match edit:
            case [int(row), int(column), value] if 0 <= row < len(segments) and 0 <= column < len(CRITERIA):
                place = (segments[row], CRITERIA[column])
                if value is None:
                    after.pop(place, None)
                elif isinstance(value, int | float) and not isinstance(value, bool) and not isnan(value):
                    after[place] = min(max(float(value), 0.0), HIGHEST)
    return after


def changes(person: str, before: Cells, after: Cells) -> list[Score]:
    """The rows to save for what differs."""
    places = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    return [Score(segment, criterion, person, after.get((segment, criterion))) for segment, criterion in places]


def person_name(text: str | None) -> str:
    """A person's name as it is kept."""
    return session.show_name(text or "")[:MOST_LETTERS].strip()


def decide(**fields: Any) -> None:
    """Change fields of what was decided about the scorecard."""
    session.patch(scorecard=session.current().document.scorecard.model_copy(update=fields))


def keep_text(field: str, segment: str, key: str) -> None:
    """Keep the text of a widget for a segment (message, pins); an empty message is none."""
    texts = dict(getattr(session.current().document.scorecard, field))
    _put(texts, segment, session.widget(key) or "", lambda text: bool(text) or field == "pins")
    decide(**{field: texts})


def keep_contacts(segment: str, key: str) -> None:
    """Keep how many firms of a segment the team can contact in three months."""
    contacts = dict(session.current().document.scorecard.contacts)
    _put(contacts, segment, session.widget(key), bool)
    decide(contacts=contacts)


def keep_note(segment: str, criterion: str, key: str) -> None:
    """Keep the note of a segment and criterion; an empty one is none."""
    notes = {name: dict(found) for name, found in session.current().document.scorecard.notes.items()}
    own = notes.setdefault(segment, {})
    _put(own, criterion, session.widget(key) or "", bool)
    decide(notes={name: found for name, found in notes.items() if found})


def _put(table: dict[str, Any], key: str, value: Any, kept: Callable[[Any], bool]) -> None:
    if kept(value):
        table[key] = value
    else:
        table.pop(key, None)
