"""The language server: what an editor asks about the expressions of an open file.

Comes in: the text of a document, an offset in it and the settings. Goes out: findings, hover texts, completions, edits, all as
values of this library; only the last three files know the protocol (server.py alone pygls), so that the rest is tested without.

    documents.py   a text, its expressions and findings, cached by version; changes of the editor applied
    positions.py   offsets as the lines and characters of an editor
    settings.py    [tool.odatanodes] of the workspace, read again when it changes
    cursor.py      the expression around the cursor, unfinished as it is; unfinished.py closes the string it stands in
    resolve.py     the property and type of what stands left of the cursor
    pages.py       what is said about a property, a function, an operator, a rule
    hover.py complete.py actions.py   the answers
    messages.py features.py server.py   the answers as messages of the protocol
"""
