"""Help of findings in the host language that an expression stands in."""

from __future__ import annotations

import re

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic

__all__ = ["for_command", "in_utc", "quotes_doubled", "text_filled"]

_NAME = r"[A-Za-z_]\w*"
_REPLACE = """{}.replace("'", "''")"""
_QUOTES = {
    "python": _REPLACE,
    "csharp": """{}.Replace("'", "''")""",
    "java": _REPLACE,
    "javascript": """{}.replaceAll("'", "''")""",
    "shell": r"${{{}//\'/\'\'}}",
    "powershell": """${}.Replace("'", "''")""",
    "json": "@{{replace({}, , '')}}",
}
_FILLED_BEFORE = ("${{", "$(")
"""What CI fills before the shell runs, and commands: no variables of the shell."""
_UTC = {
    "python": 'take datetime.now(timezone.utc), and let the library write it: Filter("… gt @since").bind(since=…)',
    "csharp": "take DateTime.UtcNow, and write it with the format 'o'",
    "java": "take Instant.now(), which is written in UTC",
    "javascript": "write it with toISOString(), which is in UTC",
    "shell": "write it with date -u +%Y-%m-%dT%H:%M:%SZ",
    "powershell": "write it with (Get-Date).ToUniversalTime().ToString('o')",
}
_FILLED = {
    "python": (r"\{[A-Za-z_][\w.]*\}", "put an f before the quotes of the string, or call its format method"),
    "csharp": (r"\{[\w.]+(?:[,:][^{}]*)?\}", "put a $ before the quotes of the string, or give it to string.Format"),
    "java": (
        r"\$?\{\w[\w.]*\}|%(?:\d+\$)?[sd]",
        'Java fills no placeholders by itself: give the string to String.format("… %s", value)',
    ),
    **dict.fromkeys(
        ("shell", "powershell"),
        (r"\$[({]?[A-Za-z_]", "in single quotes nothing is filled: put the filter in double quotes"),
    ),
    "javascript": (r"\$?\{[A-Za-z_$][\w.$]*\}", "put the string in backticks, and ${…} around what fills it"),
}


def for_command(found: Diagnostic) -> Diagnostic:
    """Return a diagnostic without the advice that only a caller of the library can follow."""
    if "Limits(" not in found.help:
        return found
    return found.replace(help=re.sub(r"(?:, or raise the limit)?: Limits\(\w+=…\)", "", found.help))


def quotes_doubled(language: str, shown: str) -> str:
    """Return how the quotes in a text are doubled; `shown` is the hole that it fills, as the program writes it."""
    known = _QUOTES.get(language)
    if known is None:
        return "double the quotes in it: ' becomes ''"
    if shown.startswith(_FILLED_BEFORE) and language == "shell":
        return rf"put it into a variable of the step's environment and double the quotes there, as in {known.format('VALUE')}"
    name = re.search(_NAME, shown)
    return f"double the quotes in it, as in {known.format(name[0] if name else 'value')}"


def in_utc(language: str) -> str:
    """Return how an instant is written with a zone."""
    return _UTC.get(language, "write it in UTC, with a Z at its end")


def text_filled(language: str, text: str) -> str:
    """Return how a placeholder in a plain string is filled; empty where the text has none of the language's."""
    known = _FILLED.get(language)
    return known[1] if known is not None and re.search(known[0], text) else ""
