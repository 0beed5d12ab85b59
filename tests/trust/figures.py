"""What a claim is checked with: how much was examined, what was found, and whether the control was caught."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """One claim of zero. examined: how much was looked at, by unit. found: what must not be there.

    control: what was planted, and whether it was caught. missing: why the claim could not be checked on this machine.
    """

    claim: str
    examined: str = ""
    found: tuple[str, ...] = ()
    control: str = ""
    caught: bool = False
    missing: str = ""
    enough: bool = True

    @property
    def held(self) -> bool:
        """Whether the claim held; one that could not be checked is neither held nor broken."""
        return bool(self.missing) or (not self.found and self.caught and self.enough)

    @property
    def line(self) -> str:
        """One line for a person."""
        if self.missing:
            return f"NOT CHECKED  {self.claim}: {self.missing}"
        word = "held  " if self.held else "FAILED"
        control = f"{self.control}: {'caught' if self.caught else 'NOT CAUGHT'}"
        few = "" if self.enough else " (too little was examined)"
        return f"{word}  {self.claim}: {self.examined}{few}; {len(self.found)} found; control: {control}"

    @property
    def lines(self) -> list[str]:
        """The line, and what was found."""
        return [self.line, *(f"          {text[:300]}" for text in self.found[:20])]
