"""XML files: in which encoding they are written, what they are by their first elements, and their rows one by one."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any
from xml.etree.ElementTree import TreeBuilder

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import charsets

FIRST = 100  # events: the beginning and the end of an element
SMALL = 1 << 17  # bytes of a document that is parsed once and whole
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_BROKEN = (ElementTree.ParseError, ValueError, LookupError, AssertionError)


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
    def first(self) -> tuple[Any, ...]:
        """The first elements in the order they begin, with their attributes, the texts of those that are complete.

        Raises LabradorError file.truncated, file.doctype, as the others here do.
        """
        if len(self.content) <= SMALL:
            return tuple(islice(self.root.iter(), FIRST // 2))
        events = islice(self._events(("start", "end")), FIRST)
        return tuple(element for event, element in events if event == "start")

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
        return (forms[0].get("kodSystemowy") or forms[0].text or "").strip() if forms else ""

    @cached_property
    def root(self) -> Any:
        """The whole document."""
        parser = self._parser()
        try:
            parser.feed(self.content)
            return parser.close()
        except DefusedXmlException:
            raise LabradorError("file.doctype", file=self.file.name) from None
        except _BROKEN:
            raise LabradorError("file.truncated", file=self.file.name) from None

    def each(self, *names: str) -> Iterator[Any]:
        """The elements of these names as they end. What they hold is gone once the next one is asked for."""
        for _, element in self._events(("end",)):
            if _bare(element.tag) in names:
                yield element
                element.clear()

    def _parser(self) -> Any:
        return ElementTree.XMLParser(target=TreeBuilder(), encoding=self.encoding, forbid_dtd=True)

    def _events(self, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        try:
            yield from ElementTree.iterparse(io.BytesIO(self.content), events, self._parser())
        except DefusedXmlException:
            raise LabradorError("file.doctype", file=self.file.name) from None
        except _BROKEN:
            raise LabradorError("file.truncated", file=self.file.name) from None


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
    """The trimmed texts of the elements directly below one, the first of each name."""
    found: dict[str, str] = {}
    for child in element:
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


def anywhere(element: Any, name: str) -> Any:
    """The first element of a name at any depth, None where there is none."""
    return next((found for found in element.iter() if local(found) == name), None)
