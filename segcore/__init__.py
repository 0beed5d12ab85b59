"""Labrador's engine: a sales ledger in, customer segments out. Never imports streamlit."""
