"""Notices: what is worth telling but stops nothing."""

from __future__ import annotations

from segcore.errors import Notice
from segcore.words import Words
from segcore.words.names import control_name
from segcore.words.texts import counted, one, say

NOTICES = {
    "sparse": one(
        "Your customers buy about every {gap_days} days, more rarely than monthly; with fewer than six complete "
        "quarters months are used all the same."
    ),
    "long_rhythm": one(
        "Your customers buy about every {gap_days} days: take a long window before you judge regularity."
    ),
    "no_a_customer": one(
        "No customer is in class A: the largest alone passes the border. Another rule for the border lets them in."
    ),
    "no_concentration": one("Revenue is spread evenly: ABC does not separate your customers."),
    "large_tie": counted(
        "{n} customer with the same value stands across a border and shares the better class.",
        "{n} customers with the same value stand across a border and share the better class.",
        "customers",
    ),
    "computed_limits_refused": one(
        "Limits could not be computed: fewer than ten customers, or too equal ones; fixed shares are used."
    ),
    "rfm_fixed": counted(
        "RFM uses fixed limits: {n} customer with a purchase, different values {distinct}: ranks would mean little.",
        "RFM uses fixed limits: {n} customers with a purchase, different values {distinct}: ranks would mean little.",
        "scored",
    ),
    "fixed_suggested": one(
        "{share} of customers have the same frequency, so scores by rank hardly separate them: try fixed limits."
    ),
    "only_refunds": counted(
        "{n} customer has only returns; look for the sales in an earlier file.",
        "{n} customers have only returns; look for the sales in an earlier file.",
        "customers",
    ),
    "refunds_unmatched": counted(
        "Returns of {amount} from {n} customer have no earlier purchase here; they count in the total only.",
        "Returns of {amount} from {n} customers have no earlier purchase here; they count in the total only.",
        "customers",
    ),
    "profit_missing": one("Profit is missing for {share} of revenue, so ABC goes by revenue."),
    "partial_periods": one("Not complete, so left out of regularity: {labels}. Their revenue counts."),
    "customer_since": counted(
        "{n} customer joined before the first purchase here: periods count from the day of joining.",
        "{n} customers joined before their first purchase here: periods count from the day of joining.",
        "customers",
    ),
    "ledger_ended": counted(
        "The ledger ends {n} day ago: silences are counted to its end; add the newest file.",
        "The ledger ends {n} days ago: silences are counted to its end; add the newest file.",
        "days",
    ),
    "quantity_missing": one("There is no quantity, so ABC goes by revenue."),
    "lines_after_as_of": counted(
        "{n} line lies after the reference date and is left out.",
        "{n} lines lie after the reference date and are left out.",
        "rows",
    ),
    "whale": one("Some customers cost money: without them profit would be {peak} of what it is."),
    "no_dates": one("There are no dates, so ABC only: add a date column for regularity, RFM and status."),
    "outside_window": counted(
        "{n} line lies outside the chosen dates and is left out.",
        "{n} lines lie outside the chosen dates and are left out.",
        "rows",
    ),
    "no_sales": one("No line is a sale: look at what was left out and why."),
    "ambiguous_dates": one("Dates such as {example} in column {column} of {file} are read {order}."),
    "dates_unread": one("Column {column} of {file} is not read as dates: {example} is none in a form known here."),
    "dates_unlikely": counted(
        "{n} line of {file} has a date nobody can mean, so it is left out.",
        "{n} lines of {file} have dates nobody can mean, so they are left out.",
        "rows",
    ),
    "ambiguous_decimal": one(
        "Amounts such as {example} in column {column} of {file} are read with {mark} before the decimals."
    ),
    "text_repaired": one(
        "Letters of {file} had been broken by another program and are put right; choose its encoding to keep them."
    ),
    "headerless": one("{file} has no header row: check what its columns mean, they were told by their content."),
    "amount_computed": one("{file} has no amounts: they are column {price} times column {quantity}."),
    "multiplied": one(
        "Amounts in column {column} of {file} are told in units of {factor}, so they are multiplied by it."
    ),
    "formulas_unread": counted(
        "{n} amount of {file} is a formula without a result: open it in Excel, save it, add it again.",
        "{n} amounts of {file} are formulas without results: open it in Excel, save it, add it again.",
        "rows",
    ),
    "sheets_joined": one("Sheets of {file} read as one table: {sheets}; choose one to read it alone."),
    "amounts_rounded": counted(
        "{n} amount of {file} has more than two decimals and is rounded.",
        "{n} amounts of {file} have more than two decimals and are rounded.",
        "rows",
    ),
    "total_differs": one("{file} states a total of {stated} in column {column}, the lines read add up to {read}."),
    "duplicates_dropped": counted(
        "{n} line of {file} repeats another one and is left out.",
        "{n} lines of {file} repeat others and are left out.",
        "rows",
    ),
    "overlap_dropped": counted(
        "{n} line stands in two files and counts once.",
        "{n} lines stand in two files and count once.",
        "rows",
    ),
    "lookalikes": one("Perhaps one customer: {first} and {second}. One name or tax number for both joins them."),
    "two_tax_numbers": one("{first} and {second} stay two customers: each has a valid tax number of its own."),
    "own_rate": one("The newest rate the file names: 1 {currency} = {rate} {into}."),
    "converted": counted(
        "{n} line in {currency} was converted at {rate}: {amount} {into}.",
        "{n} lines in {currency} were converted at {rate}: {amount} {into}.",
        "rows",
    ),
    "duplicates_kept": counted(
        "{n} line of {file} repeats another one; it counts, because a document may hold two equal lines.",
        "{n} lines of {file} repeat others; they count, because a document may hold two equal lines.",
        "rows",
    ),
    "score_columns_unused": one("Columns that are no criteria were not read: {columns}."),
    "payments": one("A bank statement lists payments, VAT included: frequency counts payments, not orders."),
    "marketplaces": one("Many buyers stand behind one name ({names}): add the export of the shop to see them."),
    "refunds_paid": counted(
        "{n} payment back to a customer, {amount}, is left out; it can be counted as a return.",
        "{n} payments back to customers, {amount}, are left out; they can be counted as returns.",
        "rows",
    ),
    "orders_unpaid": counted(
        "{n} order is not paid yet and counts as a sale: {amount}.",
        "{n} orders are not paid yet and count as sales: {amount}.",
        "rows",
    ),
    "members_passed_over": counted(
        "{n} other document in {file} was passed over: it is no invoice of this kind.",
        "{n} other documents in {file} were passed over: they are no invoices of this kind.",
        "rows",
    ),
    "gross_without_net": counted(
        "{n} invoice states no net amount: it counts with VAT.",
        "{n} invoices state no net amount: they count with VAT.",
        "rows",
    ),
    "personal_statement": one(
        "{file} is the statement of a personal card: whoever sent money counts as a customer; look through the list."
    ),
    "columns_by_content": one("{file} has no header: what its columns mean was told by their content."),
    "balance_differs": one("The file states {stated} as {name}, the lines read lead to {read}."),
    "no_turnover": counted(
        "{n} customer of {file} has nothing shipped in its period, so he is no line.",
        "{n} customers of {file} have nothing shipped in its period, so they are no lines.",
        "rows",
    ),
    "turnover_whole_account": one(
        "{file} does not part 62.01 from 62.02: advances that were offset count as shipments; show it by subaccounts."
    ),
    "sales_book_decreases": one(
        "{file}: decreases of price stand in the purchases book, not here, so what customers bought may be overstated."
    ),
    "months_across": one(
        "{file} has one sum per customer and month: frequency counts months with sales, and days are not known."
    ),
    "months_of_files": one(
        "The files have no dates, so each is dated to the month it names: frequency counts months with sales, and days "
        "are not known."
    ),
    "quarters_across": one(
        "{file} has one sum per customer and quarter, dated to its first month: take quarters as the period for XYZ."
    ),
    "years_across": one(
        "{file} has one sum per customer and year or half year, dated to its first month: go by ABC; XYZ means nothing."
    ),
    "workbook_missing": one("The workbook no longer has its part {part}: what stood there is not taken."),
    "workbook_broken": one("{part} cannot be read in the workbook: it is not taken."),
    "workbook_rule": one("The rule of {text} cannot be read: the segment is taken without one."),
    "workbook_same_name": one("Two segments are called {text}: the second becomes {name}."),
    "workbook_unknown_segment": one("{cell}: there is no segment {text} any more; its row is not taken."),
    "workbook_score": one("{cell}: {text} is no score from 0 to 3; it is not taken."),
    "workbook_agreed": one("{cell}: {text} was typed over what the people gave; their own scores are taken."),
    "workbook_weight": one("{cell}: {text} is no weight of 0 or more; it counts as 1."),
    "workbook_no_weights": one("All weights are 0, so nothing could be ranked: each counts as 1."),
    "workbook_gate": one("{cell}: the gate is a Value of 2, or 0 for none; {text} is taken as 2."),
    "workbook_number": one("{cell}: {text} is not a whole number that fits here; it is not taken."),
    "workbook_setting": one("{cell}: {text} is not allowed for this setting; the default is taken."),
}


def notice(w: Words, told: Notice) -> str:
    """One sentence. Plain text, it may hold names from a file."""
    facts = dict(told.facts)
    if told.code == "balance_differs":
        facts["name"] = control_name(w, str(facts["name"]))
    return say(w, NOTICES, told.code, facts)
