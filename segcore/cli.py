"""The command line: `python -m segcore inspect | analyse | score | formats | backup`, a skin of the library."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from segcore import analysis, backup_command, output, readers, score_command, streams, workbook
from segcore.arguments import asked, parser
from segcore.console import aligned, analysis_lines, reading_lines
from segcore.errors import LabradorError
from segcore.ledger import ROLES, FileOptions, Ledger, ReadOptions, SourceFile
from segcore.readers.content import TEXTS
from segcore.readers.kinds import kind
from segcore.readers.parquet_folder import one_file
from segcore.readers.worker import Workers
from segcore.settings import Settings, from_toml
from segcore.words import LANGUAGES, Words, load
from segcore.words import sentences as say

DONE, WRONG_USAGE, REFUSED, INTERRUPTED = 0, 2, 3, 130
USAGE_AREAS = ("usage.", "setting.", "output.", "language.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 2 wrong usage, 3 refused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.speak_utf8()
    try:
        return _run(given)
    except BrokenPipeError:
        streams.forget_output()
        return DONE
    except streams.OutputLostError as problem:
        return _refuse(problem, asked(given), as_json=False)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    try:
        chosen = parser(asked(given)).parse_args(given)
        RUNS[chosen.command](chosen, _words(chosen.language))
        return DONE
    except (BrokenPipeError, streams.OutputLostError):
        raise
    except LabradorError as problem:
        return _refuse(problem, asked(given), as_json="--json" in given)
    except Exception as fault:
        return _refuse(_unexpected(fault), asked(given), as_json="--json" in given)


def _unexpected(fault: Exception) -> LabradorError:
    """A fault of ours: where it happened, never what the file said."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return LabradorError("internal.fault", kind=type(fault).__name__, place=place)


def _inspect(chosen: argparse.Namespace, w: Words) -> None:
    ledger = _read(chosen, _settings(chosen), w, "inspect")
    document = output.inspection(ledger)
    streams.put([output.to_json(document)] if chosen.json else reading_lines(w, ledger.report, document["customers"]))


def _analyse(chosen: argparse.Namespace, w: Words) -> None:
    for path, endings in ((chosen.output, (".xlsx",)), (chosen.customers, (".csv", ".parquet"))):
        if path is not None:
            _check_output(path, endings, chosen.files)
    settings = _settings(chosen)
    ledger = _read(chosen, settings, w, "read")
    _progress(w("Computing"))
    result = analysis.analyse(ledger, settings)
    if chosen.customers is not None:
        content, guarded = output.customers_file(result.customers, chosen.customers.suffix.lower())
        streams.save(chosen.customers, content)
        if guarded:
            streams.tell(
                w.plural(
                    "{n} name that begins like a formula was given a leading apostrophe.",
                    "{n} names that begin like a formula were given a leading apostrophe.",
                    guarded,
                )
            )
    if chosen.output is not None:
        _progress(w("Writing {name}", name=chosen.output.name))
        streams.save(chosen.output, workbook.write(result, w, chosen.files[0].stem))
    if chosen.json:
        streams.put([output.to_json(output.analysis_document(result))])
    else:
        streams.put(reading_lines(w, result.report, len(result.customers)))
        streams.put(analysis_lines(w, result))


def _formats(chosen: argparse.Namespace, w: Words) -> None:
    endings = {known.name: [f".{ending}" for ending in known.endings] for known in readers.FORMATS}
    if chosen.json:
        found = [
            {
                "name": known.name,
                "title": known.title,
                "family": known.family,
                "endings": endings[known.name],
                "where": say.format_where(w, known.name),
            }
            for known in readers.FORMATS
        ]
        streams.put([output.to_json({"formats": found})])
    else:
        rows = [
            (k.name, say.format_title(w, k.title), " ".join(endings[k.name]), say.format_where(w, k.name))
            for k in readers.FORMATS
        ]
        streams.put(aligned(rows, right=()))


def _words(language: str) -> Words:
    if language not in LANGUAGES:
        raise LabradorError("language.unknown", language=language, allowed=LANGUAGES)
    return load(language)


def _settings(chosen: argparse.Namespace) -> Settings:
    values: dict[str, object] = {}
    if chosen.settings is not None:
        values |= from_toml(_bytes(chosen.settings, "usage.no_file").decode("utf-8", "replace"))
    for text in chosen.set:
        name, value = _pair(text, "--set NAME=VALUE")
        values[name] = value
    if getattr(chosen, "as_of", None) is not None:
        values["as_of"] = chosen.as_of
    return Settings().with_values(values)


def _pair(text: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise LabradorError("usage.pair", text=text, form=form)
    return name.strip(), value.strip()


def _read(chosen: argparse.Namespace, settings: Settings, w: Words, task: str) -> Ledger:
    roles = []
    for text in chosen.column:
        role, header = _pair(text, "--column ROLE=HEADER")
        if role not in ROLES:
            near = difflib.get_close_matches(role, ROLES, n=1, cutoff=0.0)
            raise LabradorError("usage.role", role=role, nearest=near[0] if near else ROLES[0])
        roles.append((header, role))
    sources = []
    for path in chosen.files:
        _progress(w("Reading {name}", name=path.name))
        sources.append(one_file(path) if path.is_dir() else SourceFile(path.name, _bytes(path, "file.missing")))
    options = ReadOptions(date_order=settings.dates.order, default=FileOptions(roles=tuple(roles)))
    ledger = _made(sources, options, task)
    headers = {column.header for file in ledger.report.files for column in file.columns}
    for header, _ in roles:
        if header not in headers:
            raise LabradorError("usage.header", header=header, known=tuple(sorted(headers)))
    return ledger


def _made(files: Sequence[SourceFile], options: ReadOptions, task: str) -> Ledger:
    """Text is read here; whatever needs a parser that could take this process down, in one of its own."""
    if all(kind(file) in TEXTS for file in files):
        found: Ledger = getattr(readers, task)(files, options)
        return found
    with closing(Workers(1)) as workers:
        return workers.inspect(files, options) if task == "inspect" else workers.read(files, options)


def _bytes(path: Path, code: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise LabradorError(code, file=str(path), problem=streams.reason(problem)) from None


def _check_output(path: Path, endings: tuple[str, ...], files: Sequence[Path]) -> None:
    """Refuse before the work what could not be written after it, and never write over what is read."""
    if path.suffix.lower() not in endings:
        raise LabradorError("output.format", name=str(path), known=endings)
    if any(path.exists() and file.exists() and path.samefile(file) for file in files):
        raise LabradorError("output.is_input", file=str(path))
    if not path.parent.is_dir():
        raise LabradorError("output.unwritable", file=str(path), problem=os.strerror(2))


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        streams.tell(f"{text} ...")


def _refuse(problem: LabradorError, w: Words, as_json: bool) -> int:
    message = say.error(w, problem)
    if as_json:
        streams.put([output.to_json(output.refusal(problem, message))])
    else:
        streams.tell(message)
    return WRONG_USAGE if problem.code.startswith(USAGE_AREAS) else REFUSED


RUNS: Mapping[str, Callable[[argparse.Namespace, Words], None]] = {
    "inspect": _inspect,
    "analyse": _analyse,
    "score": score_command.run,
    "backup": backup_command.run,
    "formats": _formats,
}
