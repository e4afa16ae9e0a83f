"""How POSIX shells and bash cut a script into words: the tokens by the quotes that they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.shell.values import described
from odatanodes.extract.words import Quoting

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SHELL"]

_GAP = r"(?P<gap>\$(?:\{\{[^}\r\n]{0,500}\}\}|[A-Za-z_]\w*|[0-9@*#?!$-]|\{(?:[^{}\r\n]|\{[^{}\r\n]*\}){0,500}\}))"
"""What a shell fills, and `${{ … }}`, which workflows fill before."""
_DOUBLE = re.compile(
    rf"(?P<plain>[^\"\\$`]+)|(?P<shut>\")|(?P<skip>\\(?:\r?\n|\Z))|(?P<escaped>\\[\"\\$`])|{_GAP}|(?P<open>\$\(|`)"
    r"|(?P<rest>.)",
    re.DOTALL,
)
_MODES: Mapping[str, re.Pattern[str]] = {
    "": re.compile(
        r"(?P<plain>[^\s\\'\"$`;|&()<>#]+|(?<=[A-Za-z])'(?=(?:t|s|d|m|re|ll|ve)\b)|(?<=[^\s;|&()<>`])#)"  # "don't", a#b
        r"|(?P<blank>(?:[ \t]|\\\r?\n)+|<<-?[ \t]*\\?(?P<mark>['\"]?)\w+(?P=mark)|[<>]|#[^\r\n]*|[^\S\r\n])|(?P<escaped>\\.?)"
        rf"|{_GAP}|(?P<quote>\$?[\"'])|(?P<open>\$\(|[`(])|(?P<close>\))|(?P<end>[;|&])|(?P<line>\r\n|[\r\n])|(?P<rest>.)",
        re.DOTALL,
    ),
    "'": re.compile(r"(?P<plain>[^']+)|(?P<shut>')"),
    "$'": re.compile(
        r"(?P<plain>[^'\\]+)|(?P<shut>')|(?P<coded>\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|.))|(?P<rest>.)", re.DOTALL
    ),
    '"': _DOUBLE,
    '$"': _DOUBLE,
}
SHELL = Quoting(_MODES, described, joint="\\")
