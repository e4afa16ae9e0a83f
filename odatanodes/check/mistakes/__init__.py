"""Diagnostics of `check`, one function each, with the fix where there is one. Loaded only when something is wrong.

The nodes come with their types; the texts of fixes are in the schema's dialect.
"""
