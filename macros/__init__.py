"""The application: content in, site out. `python -m macros` lists what it does."""
