"""The command as a user runs it: real processes, their exit codes, and what goes to which stream."""

from __future__ import annotations

MISSPELT = """\
error[ODN201]: no property 'stat' on BatchNode
 --> {name}:1:1
  |
1 | stat eq 'idle'
  | ^^^^
  = help: did you mean 'state'?

"""


def one_line_error(err: str) -> str:
    """Return the message, after making sure that it is one line and no traceback."""
    assert err.startswith("odatanodes: error: "), err
    assert err.count("\n") == 1, err
    return err.removeprefix("odatanodes: error: ").rstrip("\n")
