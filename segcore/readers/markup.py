"""XML files: in which encoding they are written, what they are by their first elements, and their rows one by one."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from xml.etree.ElementTree import TreeBuilder

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import charsets

FIRST = 50
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_BROKEN = (ElementTree.ParseError, ValueError, LookupError, AssertionError)


@dataclass
class Head:
    """The beginning of an element: its tag with the namespace, its attributes, the text before anything inside."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(frozen=True)
class Document:
    """One XML text; `file` names it in refusals."""

    file: SourceFile

    @property
    def content(self) -> bytes:
        """The bytes without blanks before the declaration, which no parser allows."""
        return self.file.content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")

    @cached_property
    def encoding(self) -> str:
        """The encoding the bytes are in, whatever the declaration says where the bytes prove otherwise."""
        found = charsets.detect(self.content)
        if found.startswith("utf"):
            return {"utf-16-le": "utf-16LE", "utf-16-be": "utf-16BE"}.get(found, found)
        declared = _DECLARED.search(self.content[:1024])
        name = declared[1].decode("ascii").lower() if declared else ""
        return name if _is_known(name) and not name.startswith("utf") else found

    @cached_property
    def first(self) -> tuple[Head, ...]:
        """The first elements in the order they begin.

        Raises LabradorError file.truncated, file.doctype, as the others here do.
        """
        heads = _Heads()
        with suppress(_EnoughError):
            self._fed(heads)
        return tuple(heads.found)

    @property
    def name(self) -> str:
        """The name of the root element without its namespace."""
        return local(self.first[0])

    @property
    def namespace(self) -> str:
        """The namespace of the root element."""
        return str(self.first[0].tag).rpartition("}")[0].strip("{")

    @property
    def form(self) -> str:
        """What a Polish tax file says it is (`JPK_FA (4)`), "" for others."""
        forms = [element for element in self.first if local(element) == "KodFormularza"]
        return (forms[0].attributes.get("kodSystemowy") or forms[0].text).strip() if forms else ""

    @property
    def root(self) -> Any:
        """The whole document, parsed anew each time: a thousand of them are not kept."""
        return self._fed(TreeBuilder())

    def each(self, *names: str) -> Iterator[Any]:
        """The elements of these names as they end. What they hold is gone once the next one is asked for."""
        for element in self._events():
            if _bare(element.tag) in names:
                yield element
                element.clear()

    def _parser(self, target: Any) -> Any:
        return ElementTree.XMLParser(target=target, encoding=self.encoding, forbid_dtd=True)

    def _fed(self, target: Any) -> Any:
        parser = self._parser(target)
        try:
            parser.feed(self.content)
            return parser.close()
        except DefusedXmlException:
            raise LabradorError("file.doctype", file=self.file.name) from None
        except _BROKEN:
            raise LabradorError("file.truncated", file=self.file.name) from None

    def _events(self) -> Iterator[Any]:
        try:
            for _, element in ElementTree.iterparse(io.BytesIO(self.content), ("end",), self._parser(TreeBuilder())):
                yield element
        except DefusedXmlException:
            raise LabradorError("file.doctype", file=self.file.name) from None
        except _BROKEN:
            raise LabradorError("file.truncated", file=self.file.name) from None


class _EnoughError(Exception):
    pass


class _Heads:
    """Takes what a parser finds, as far as FIRST elements."""

    def __init__(self) -> None:
        self.found: list[Head] = []
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.found) == FIRST:
            raise _EnoughError
        self.found.append(Head(tag, attributes))
        self.inside = True

    def data(self, text: str) -> None:
        if self.inside:
            self.found[-1].text += text

    def end(self, _: str) -> None:
        self.inside = False

    def close(self) -> None:
        """Nothing: what was found is taken from here."""


def _is_known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding))
    except LookupError:
        return False


def local(element: Any) -> str:
    """The name of an XML element without its namespace."""
    return _bare(element.tag)


@lru_cache(maxsize=4096)
def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def texts(element: Any) -> dict[str, str]:
    """The trimmed texts of the elements directly below one, the first of each name; none of no element."""
    found: dict[str, str] = {}
    for child in () if element is None else element:
        text = (child.text or "").strip()
        if text:
            found.setdefault(_bare(child.tag), text)
    return found


def below(element: Any, *names: str) -> Any:
    """The first element down a path of names, None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if local(child) == name), None)
    return element


def every(element: Any, name: str) -> list[Any]:
    """The elements of a name at any depth."""
    return [] if element is None else [found for found in element.iter() if local(found) == name]
