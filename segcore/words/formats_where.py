"""Where every format comes from: what the export is called in the programme that writes it.

ALIASES: programs without a format of their own, and the format their lists are read as.
"""

from __future__ import annotations

from segcore.words import Words
from segcore.words.markers import mark
from segcore.words.texts import one, say

WHERE = {
    # banks
    "bank_1c": one("Any Russian, Kazakh or Belarusian bank: Выписка → Экспорт в 1С (kl_to_1c.txt)"),
    "bank_table": one(
        "Any other bank (Alior, BNP, Nest, Т-Банк, Альфа-Банк, Точка, monobank, DKB, Wise, N26, Chase, Barclays): "
        "account history as CSV or Excel"
    ),
    "camt": one("European and Polish banks for companies: statement as camt.053, camt.052 or camt.054 (XML, or a zip)"),
    "card_ru": one("Т-Банк, Сбер for persons: История операций → Выгрузить → CSV or Excel"),
    "datev": one("DATEV: Buchungsstapel (EXTF); refused: export the list of invoices"),
    "elixir": one("Polish banks: payment orders (Elixir-0, .pli); refused: export the account history"),
    "ing_pl": one("ING Bank Śląski, Moje ING Business: Historia → Pobierz → CSV"),
    "mbank": one("mBank: Historia → Pobierz → CSV; Zestawienie operacji or Lista operacji"),
    "millennium": one("Bank Millennium, Millenet: Historia transakcji → Pobierz → CSV"),
    "jpk_wb": one("Polish banks for companies: JPK → JPK_WB (XML)"),
    "mt940": one("Polish, German, Dutch and other banks for companies: Wyciągi, Kontoauszüge → MT940; mBank Collect"),
    "ofx": one("Banks and accounting programs in English: Download transactions, OFX"),
    "pekao": one("Bank Pekao, Pekao24 and PekaoBiznes24: Historia → Lista operacji → CSV"),
    "pko": one("PKO BP, iPKO and iPKO biznes: Historia → Pobierz → CSV"),
    "privatbank": one("ПриватБанк, Приват24 для бізнесу: Виписки → Експорт → CSV or Excel"),
    "qif": one("Quicken, Microsoft Money, GnuCash and banks: export as QIF"),
    "revolut": one("Revolut and Revolut Business: Statement → Excel, in any language"),
    "santander_pl": one("Santander Bank Polska, Santander internet: Historia → Eksport → CSV, without a header"),
    "sber": one("СберБизнес: Выписка → Скачать → Excel"),
    "sparkasse": one("Sparkasse: Umsätze → Export → CSV-CAMT or CSV-MT940"),
    "volksbank": one("Volksbank, Raiffeisenbank: Umsätze → Exportieren → CSV"),
    # shops, CRM and accounting programs
    "allegro": one("Allegro: Sprzedaż → Zamówienia → Pobierz raport CSV"),
    "amocrm": one("amoCRM, Kommo: Сделки → … → Экспорт (Leads → Export)"),
    "bitrix24": one("Bitrix24: CRM → Сделки → Экспорт в CSV or Excel (Deals → Export)"),
    "hubspot": one("HubSpot: CRM → Deals → Export"),
    "moysklad": one("МойСклад: Возвраты покупателей, Счета покупателям, Приемки → Печать → Список в Excel"),
    "pipedrive": one("Pipedrive: Deals → list view → Export filter results"),
    "quickbooks": one("QuickBooks: Reports → Transaction List by Date or Invoice List; Sales → All sales → Export"),
    "salesforce": one("Salesforce: Reports → Opportunities → Export → Details only"),
    "paypal": one("PayPal: Activity → Download → CSV"),
    "shopify": one("Shopify: Orders → Export → CSV"),
    "stripe": one("Stripe: Payments → Export"),
    "stripe_balance": one("Stripe: Reports → Balance → Itemized, or Balances → All activity → Export"),
    "stripe_invoices": one("Stripe: Invoices → Export"),
    "woocommerce": one(
        "WooCommerce: Export orders of Advanced Order Export and similar plugins, Analytics → Orders → Download"
    ),
    "xero": one("Xero: Business → Invoices → Export"),
    "zoho_books": one("Zoho Books, Zoho Invoice: Invoices → Export Invoices"),
    "zoho_crm": one("Zoho CRM: Deals → Export"),
    # invoices and VAT registers
    "epp": one("Subiekt GT, Subiekt nexo, Fakturownia, iFirma: Eksport → Komunikacja EDI++ (.epp)"),
    "jpk_fa": one("Any Polish invoicing program: JPK → JPK_FA, versions 1 to 4"),
    "jpk_v7": one("Any Polish accounting program: JPK → JPK_V7M or JPK_V7K; a file holds one month, add them all"),
    "ksef": one("KSeF, Aplikacja Podatnika and invoicing programs: Pobierz XML; single invoices or a zip of them"),
    "optima": one("Comarch ERP Optima, wFirma, Fakturownia: Rejestr sprzedaży VAT → Eksport → XML (Optima)"),
    "upd": one("Диадок, СБИС, 1С: УПД и УКД → Скачать XML; single documents or a zip of them"),
    # tables of another shape
    "cross_tab": one("1С, Excel and any report with customers down and months across: save it as Excel or CSV"),
    "grouped": one(
        "1С: Продажи, Валовая прибыль, Отчёт по продажам; QuickBooks: Sales by Customer Detail; sales below customers"
    ),
    "account_card": one("1С: Карточка счёта 62"),
    "sales_book": one("1С and any Russian accounting program: Книга продаж, saved as Excel"),
    "turnover": one("1С: Оборотно-сальдовая ведомость по счету 62, Анализ субконто; Zestawienie obrotów i sald (201)"),
    # plain tables
    "csv": one("Any program: a list with one sale a row, saved as CSV"),
    "html": one("Banks and CRM systems such as Bitrix24: Export to Excel, where the .xls is a web page inside"),
    "ods": one("LibreOffice: a list with one sale a row"),
    "parquet": one(
        "Data warehouses, pandas, DuckDB, Spark: a table with one sale a row; on the command line also a folder"
    ),
    "tsv": one("Any program: a list with one sale a row, saved as text with tabs; Excel: Unicode text"),
    "xls": one("Excel 97-2003: a list with one sale a row"),
    "xlsb": one("Excel: a list with one sale a row, saved as a binary workbook"),
    "xlsx": one("Excel: a list with one sale a row"),
}
ALIASES = {
    "1С: список документов «Реализация»": "xlsx",
    "Fakturownia": "csv",
    "iFirma": "csv",
    "inFakt": "csv",
    "Saby": "csv",
    "Subiekt GT": "csv",
    "Subiekt nexo": "csv",
    "wFirma": "csv",
    "Контур.Диадок": "csv",
    "Контур.Эльба": "csv",
    "МойСклад": "xlsx",
    "СБИС": "csv",
}


def format_where(w: Words, name: str) -> str:
    """What the export is called in its program; empty for a format that is not in the table."""
    return say(w, WHERE, name, {}) if name in WHERE else ""


def format_title(w: Words, title: str) -> str:
    """What a format is called: the name of its program, or a word of ours."""
    return w(title) if title in TITLES else title


# the titles of formats that are more than the name of a program
TITLES = (
    mark("Excel binary"),
    mark("Т-Банк, Сбер: card"),
    mark("Bank statement"),
    mark("Shopify orders"),
    mark("WooCommerce orders"),
    mark("Allegro orders"),
    mark("Stripe payments"),
    mark("Stripe balance"),
    mark("Stripe invoices"),
    mark("Xero invoices"),
    mark("QuickBooks lists of invoices and transactions"),
    mark("Zoho Books and Zoho Invoice"),
    mark("HubSpot deals"),
    mark("amoCRM and Kommo leads"),
    mark("Bitrix24 deals"),
    mark("Salesforce opportunities"),
    mark("Zoho CRM deals"),
    mark("Pipedrive deals"),
    mark("МойСклад registers"),
    mark("Turnover of customers"),
    mark("Cross-tab"),
    mark("Grouped report"),
)
