"""Evidence that a file asks Azure Batch: an import, a type, a command or a URL; a word in a name or in prose is none."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.extract.languages import Language

__all__ = ["COMMAND", "COMMAND_LINE", "COMMENT", "HOST", "LIBRARY", "MARK", "comment_line", "has_evidence"]

HOST = r"(?<![\w-])batch\.(?:azure\.(?:com|cn)|chinacloudapi\.cn|usgovcloudapi\.net|microsoftazure\.de)\b"
COMMAND = r"(?<![\w-])az(?:\.cmd)?[\s\"',\[{(-]+batch[\s\"',\\`^]|\b(?:Get|New|Set|Remove|Enable|Disable)-Az(?:ure|ureRm)?Batch"
LIBRARY = (
    r"\bazure\.batch\b|\bMicrosoft\.Azure\.Batch\b|\bAzure\.Compute\.Batch\b|\bODATADetailLevel\b|\bcom\.microsoft\.azure\.batch\b"
    r"|\bcom\.azure\.compute\.batch\b|@azure(?:-rest)?/batch\b|\bDetailLevel\.Builder\b|azure-sdk-for-\w+/[\w/.-]*batch\b"
    r"|\bodatanodes\b"
)
COMMAND_LINE = re.compile(r"\baz(?:\.cmd)?\s+batch\s")
MARK = re.compile(r"(?:\$|%24|\\u0024|\\x24)(?:filter|select|expand)=")
"""What the text of a file has where a URL with these options may be in it."""
_EVIDENCE = re.compile(f"{HOST}|{COMMAND}|{LIBRARY}", re.IGNORECASE)


def comment_line(language: Language) -> re.Pattern[str]:
    """Return a pattern of how a line begins that is, or belongs to, a comment of a language."""
    opening = [rf"{re.escape(word)}\b" if word[0].isalpha() else re.escape(word) for word in language.comments]
    within = [r"\*"] if "/*" in language.comments else []
    return re.compile(rf"[ \t@]*(?:{'|'.join(opening + within)})", re.IGNORECASE)


COMMENT = re.compile(r"[ \t@]*(?://|/\*|\*)")
"""How a line of a comment begins in languages of braces: what `comment_line` gives for each of them."""


def has_evidence(text: str, comment: re.Pattern[str] | None = None) -> bool:
    """Whether a text names a library, a command or a host of Batch outside of the lines that are comments."""
    for found in _EVIDENCE.finditer(text):
        start = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
        if comment is None or not comment.match(text, start):
            return True
    return False
