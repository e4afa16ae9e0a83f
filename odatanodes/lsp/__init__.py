"""The language server: diagnostics, hover, completion and edits for the expressions of an open file.

Results are values of this library; only the last three files know the protocol (server.py alone pygls), so that the rest is
tested without it.

    documents.py   a text, its expressions and findings, cached by version; changes of the editor applied
    positions.py   offsets as the lines and characters of an editor
    settings.py    [tool.odatanodes] of the workspace, read again when it changes
    cursor.py      the expression around the cursor, unfinished as it is; unfinished.py closes the string it stands in
    resolve.py     the property and type of what stands left of the cursor
    pages.py       Markdown about a property, a function, an operator, a rule
    hover.py complete.py actions.py   the features
    messages.py features.py server.py   the features as messages of the protocol
"""
