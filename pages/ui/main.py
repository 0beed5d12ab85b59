"""The script of every run; it stands where Streamlit sees no pages/ folder beside it."""

from pages.ui.frame import run

run()
