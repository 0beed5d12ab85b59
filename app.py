"""The front door: `streamlit run app.py` serves pages/ui/main.py with our own cookie and headers."""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, server, trouble

app = st.App(
    "pages/ui/main.py",
    middleware=server.MIDDLEWARE,
    routes=server.ROUTES,
    lifespan=server.lifespan,
    on_script_error=trouble.on_script_error,
)

if __name__ == "__main__":
    frame.run()
