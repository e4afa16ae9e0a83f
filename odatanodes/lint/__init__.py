"""Check, fix and report the expressions of files: what `odatanodes check` and the language server run."""
