"""Streamlit's own words (uploader, text fields) in the language of the page: style sheets are the only way to them."""

from __future__ import annotations

import json

import streamlit as st

from segcore.words import Words

SHEET = """<style>
:is([data-testid=stFileUploaderDropzone] button p, [data-testid=stFileUploaderDropzoneInstructions] span,
  [data-testid=InputInstructions]) {{ font-size: 0 !important; }}
[data-testid=stFileUploaderDropzone] button p::after {{ content: {choose}; font-size: .875rem; }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: {limit}; font-size: .875rem; }}
[data-testid=InputInstructions]::after {{ content: {enter}; font-size: .75rem; }}
.stTextArea [data-testid=InputInstructions]::after {{ content: {keys}; }}
</style>"""


def show(words: Words) -> None:
    """Put the style sheet on the page; it holds texts of the catalogues only."""
    megabytes = words.number(int(st.get_option("server.maxUploadSize")))
    texts = {
        "choose": words("Choose files"),
        "limit": words("or drop them here, up to {n} MB each", n=megabytes),
        "enter": words("Enter saves"),
        "keys": words("Ctrl+Enter saves"),
    }
    st.html(SHEET.format(**{name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()}))
