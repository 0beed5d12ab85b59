"""A catalogue follows the texts of the product: new ones come in empty, those that are gone go out."""

from __future__ import annotations

from babel.messages.catalog import Catalog

from segcore.words.extract import updated

OLD = """
msgid ""
msgstr ""
"PO-Revision-Date: 2026-01-01 10:00+0000\\n"
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"

#: pages/gone.py:7
msgid "Gone"
msgstr "Nie ma"

#, fuzzy
msgid "Zebra"
msgstr "Zebra pl"

msgid "Both"
msgstr "Oba"

#~ msgid "Older"
#~ msgstr "Starsze"
"""

NEW = """msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgid "95% of it"
msgstr ""

msgid "Both"
msgid_plural "Boths"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""

msgid "Zebra"
msgstr "Zebra pl"
"""


def test_a_catalogue_is_brought_up_to_the_template() -> None:
    template = Catalog()
    for message in ("Zebra", ("Both", "Boths"), "95% of it"):
        template.add(message, locations=[("pages/x.py", 3)])
    assert updated(OLD, template, "pl") == NEW
    assert updated(NEW, template, "pl") == NEW
    assert updated("", template, "pl") == NEW.replace('"Zebra pl"', '""')
