"""What happened and what to do, for everything that stops the work (LabradorError)."""

from __future__ import annotations

from segcore.errors import LabradorError
from segcore.words import Words
from segcore.words.texts import counted, one, say

ERRORS = {
    "setting.unknown": one("There is no setting {name}; the nearest name is {nearest}."),
    "setting.bad_value": one("{name} cannot be {value}: give {allowed}."),
    "setting.out_of_range": one("{name} cannot be {value}: allowed is {allowed}."),
    "setting.bad_toml": one("The settings file cannot be read: {problem}. Write one NAME = VALUE per line."),
    "language.unknown": one("There are no words in {language} yet: choose {allowed}."),
    "ledger.none": one("No ledger yet: drop a file or open a sample; this page fills in a minute."),
    "ledger.no_rows": one("No line is left to compute with: look at what was left out and why, or choose other dates."),
    "ledger.no_customer_column": one("No column of {file} looks like a customer: say which one it is."),
    "ledger.no_amount_column": one("No column of {file} looks like an amount: say which one it is."),
    "ledger.no_date_column": one(
        "{file} has no dates and another file does: say which column holds them, or take the file out."
    ),
    "ledger.formulas": counted(
        "The amounts of {file} are formulas without results ({n} row): open it in Excel, save it, add it again.",
        "The amounts of {file} are formulas without results ({n} rows): open it in Excel, save it, add it again.",
        "rows",
    ),
    "ledger.mixed_currencies": one("Several currencies, {currencies}: choose the one to count."),
    "ledger.mixed_basis": one("These files hold amounts of several kinds, {bases}, never to be added: take one kind."),
    "abc.computed_refused": counted(
        "Limits cannot be computed from {n} customer: at least ten with unequal revenue are needed; use fixed shares.",
        "Limits cannot be computed from {n} customers: at least ten with unequal revenue are needed; use fixed shares.",
        "customers",
    ),
    "output.format": one("{name} cannot be written: its name must end with {known}."),
    "output.unwritable": one("{file} cannot be written ({problem}): choose another place."),
    "output.is_input": one("{file} is the file that is being read: choose another name for the result."),
    "usage.wrong": one("Wrong usage: {problem}; see python -m segcore --help."),
    "usage.pair": one("{text} does not read as {form}."),
    "usage.role": one("There is no role {role}; the nearest is {nearest}."),
    "usage.header": one("No column has the header {header}: the files have {known}."),
    "usage.no_file": one("{file} cannot be read ({problem}): give a settings file that exists."),
    "internal.fault": one("Something went wrong inside ({kind} at {place}): report it with these words."),
    "file.purchases": one("{file} lists what you bought, not what you sold: export the list of sales instead."),
    "file.debts": one("{file} lists what customers owe, not what was sold: export the list of sales instead."),
    "file.customers_list": one("{file} lists customers and no sales: export the orders of the shop instead."),
    "file.missing": one("{file} cannot be opened ({problem}): check the name."),
    "rule.unreadable": one("The rule of this segment cannot be read: write it anew."),
    "workbook.failed": one("The Excel file could not be built: try again, or with fewer customers."),
    "workbook.unreadable": one("This is not an Excel file that can be read: choose the workbook as it was downloaded."),
    "workbook.foreign": one("This workbook was not made by Labrador, or its sheets were renamed: choose another."),
    "workbook.names_hidden": one(
        "This workbook was made while names were hidden, so it cannot be loaded back: download it with names."
    ),
    "backup.nothing": one("Nothing is saved in {path} yet: there is nothing to copy."),
    "backup.no_pg_dump": one("The program pg_dump is missing: install the programs of PostgreSQL on this machine."),
    "backup.failed": one("pg_dump could not copy {path}: it must be at least as new as the server."),
    "bundle.unreadable": one("This is no workspace that can be read: choose a file that Labrador exported."),
    "bundle.newer": one("This workspace was exported by a newer version of Labrador: update this one first."),
    "workspace.unreadable": one("What was saved here cannot be read: open the ledger again to start afresh."),
    "store.newer": one("The saved work in {path} is of a newer version of Labrador: update it, nothing was changed."),
    "store.unusable": one("The saved work cannot be opened: check the folder {path} and its free space."),
    "store.address": one(
        "The address in LABRADOR_DATABASE_URL is none of a PostgreSQL database: write postgresql://name:password@host/database."
    ),
    "store.not_saved": one("This change could not be saved: check the free space on the server, then save it again."),
    "store.conflict": one("Somebody changed the same thing meanwhile: choose which of the two is to stay."),
    "store.changed_since": one("Somebody changed the same thing since: it stays as it is now."),
    "store.retention": one(
        "LABRADOR_RETENTION_DAYS is {value}: give a whole number of days above 0; until then nothing is deleted."
    ),
    "link.look": one("This link is for looking: nothing can be changed with it. Ask for a link to edit."),
    "link.score": one("This link is for scoring: nothing else can be done with it."),
    "link.edit": one("This link is for editing: sharing and deleting are left to whoever owns this work."),
    "workshop.none": one("No scoring is open now: wait until the host starts it."),
    "workshop.no_name": one("A name is missing: type yours, then score."),
    "store.gone": one("This saved work is no longer there: open the ledger again to start afresh."),
    "score.no_segment_column": one("{file} has no column named segment: name the column of the segments so."),
    "score.no_criteria": one("{file} has no column of the nine criteria: name them growth, condition, competition ..."),
    "score.no_rows": one("{file} names no segment: write one segment a row."),
    "score.bad_score": one("{value} is no score of {criterion} for {segment}: give 0, 1, 2 or 3, or leave it empty."),
    "usage.criterion": one("There is no criterion {name}; the nearest is {nearest}."),
    "usage.weight": one("The weight {value} of {name} cannot be used: give a number, not all of them 0."),
    "list.no_customer_column": one(
        "{file} has no column of names or tax numbers: name one of them Customer or Tax number."
    ),
    "list.no_attributes": one(
        "{file} says nothing about the customers: add a column such as industry, region or size."
    ),
    "list.too_long": one("{file} has more than {limit} rows: leave out the firms that are out of the question."),
    "clusters.failed": one("The groups could not be computed: try again, or with fewer customers."),
    "rule.unknown_field": one("A rule asks for {field}, which this ledger does not have: change the rule."),
    "tree.too_deep": one("Line {line} is deeper than {limit} steps: begin the list nearer to the market you sell to."),
    "tree.too_many": one("The list has more than {limit} segments: paste only those that are still in question."),
    "file.empty": one("{file} is empty: export it again."),
    "file.pdf": one("{file} was not read: it is a PDF. Ask your bank for CSV or Excel."),
    "file.image": one("{file} was not read: it is a picture. Export the list of sales as CSV or Excel."),
    "file.archive": one("{file} was not read: it is an archive. Unpack it and drop the files inside."),
    "file.archive_empty": one("{file} was not read: nothing in this archive is a ledger."),
    "file.document": one(
        "{file} was not read: it is a document, not a table. Export the list of sales as CSV or Excel."
    ),
    "file.html": one("{file} was not read: it is a web page. Open it in Excel and save it as .xlsx."),
    "file.xml": one("{file} was not read: it is XML of an unknown kind. Export the list of sales as CSV or Excel."),
    "file.xml_named": one("{file} was not read: it is {name}. Export the list of sales as CSV or Excel."),
    "file.json": one("{file} was not read: it is JSON. Export the list of sales as CSV or Excel."),
    "file.nested": one("{file} was not read: its column {column} holds no plain values. Leave it out, save the rest."),
    "file.folder": one("{file} is a folder without Parquet files: name the files in it."),
    "file.doctype": one("{file} was not read: it holds a DOCTYPE, which no export has. Export it again."),
    "file.encoding": one("{file} cannot be read as {encoding}: choose another encoding."),
    "file.too_large": one("{file} unpacks to too much data: save it anew in Excel, or export one year at a time."),
    "file.far_cell": one(
        "{file} has a filled cell in row {row}, column {column}, far from its table: delete it and save the file anew."
    ),
    "file.too_wide": one("{file} has more than {limit} columns: export a list with one sale a row."),
    "file.long_text": one(
        "{file} holds one text of more than {limit} bytes without an end, which no list has: export it again."
    ),
    "file.too_many_members": one("{file} holds more than {limit} files: pack fewer of them, one year at a time."),
    "file.odd_archive": one(
        "{file} holds names no export makes (a double, or outside of its folder): unpack it, drop the files inside."
    ),
    "file.nested_archive": one("{file} holds archives within an archive: unpack it and drop the files inside."),
    "file.unreadable": one("{file} is damaged inside: open it where it came from and save it anew."),
    "file.too_heavy": one(
        "{file} takes more memory or time than one file may: save it anew, or export one year at a time."
    ),
    "file.password": one("{file} is protected with a password: save a copy without it."),
    "file.truncated": one("{file} is cut short: download it again."),
    "file.header_only": one("{file} holds no rows under its header."),
    "file.months_without_year": one(
        "{file} has months side by side without a year: write the year into their names, then drop it again."
    ),
    "file.grouped": one(
        "{file} is a report whose rows sum up the rows below them, and they could not be told apart: export a plain "
        "list, one sale a row."
    ),
    "file.turnover": one(
        "{file} holds the turnover of other accounts than that of your customers: export the one of account 62 (201)."
    ),
    "file.payment_orders": one(
        "{file} holds payment orders sent to a bank, not what was received: export the account history instead."
    ),
    "file.datev": one(
        "{file} is a DATEV booking batch: accounts without customers' names. Export the list of invoices instead."
    ),
    "file.not_a_table": one(
        "{file} holds no table with customers and amounts: export the list of sales as CSV or Excel."
    ),
}


def error(w: Words, problem: LabradorError) -> str:
    """One sentence: what happened and what to do. Plain text, it may hold names from a file."""
    return say(w, ERRORS, problem.code, problem.facts)
