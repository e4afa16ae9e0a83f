r"""ECMAScript regular expressions, translated to what google-re2 and Python's engine read alike.

`matchesPattern` only asks whether a part of the text matches, so groups need no captures and lazy quantifiers are greedy.
What is left is a regular language, which both engines decide in the same way once every escape, class and anchor is spelt
out: `\d`, `\w` and `\b` are ASCII, `\s` has the 25 characters of the standard, `.` leaves out four line terminators, `$`
is the end of the text. Characters are code points, as with the flag `u`; the spelling is that without it (`\-` is a hyphen).
Look-around and back references have no linear-time form and are refused, so that a pattern means the same everywhere.
Source: ECMA-262 22.2.1 (patterns) and B.1.2; OData 4.01 URL Conventions 5.1.1.7.1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

    Ranges = list[tuple[int, int]]
    """Ranges of code points, both ends included."""

__all__ = ["translated"]

LAST = 0x10FFFF
DEEPEST = 100
"""Levels of groups."""
MOST_REPEATED = 1000
"""Largest count of a quantifier: google-re2 has no more."""
_DIGITS: Ranges = [(48, 57)]
_WORD: Ranges = [(48, 57), (65, 90), (95, 95), (97, 122)]
_SPACE: Ranges = [
    *((9, 13), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029)),
    *((0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
]
_LINE_ENDS: Ranges = [(10, 10), (13, 13), (0x2028, 0x2029)]
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_QUANTIFIER = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Cs".split()  # noqa: SIM905
)
_ELSEWHERE = {"A": "^", "Z": "$", "z": "$"}
"""Escapes of other languages, and what they are in ECMAScript."""


def translated(pattern: str, *, re2: bool) -> str:
    """Return a pattern in the spelling of an engine; raise ValueError for what ECMAScript or linear time does not have."""
    return _Translator(pattern, re2=re2).whole()


class _Translator:
    """One pattern, read from left to right."""

    def __init__(self, pattern: str, *, re2: bool) -> None:
        self.text = pattern
        self.at = 0
        self.re2 = re2
        self.groups = len(re.findall(r"\((?!\?)|\(\?<(?![=!])", re.sub(r"\\.|\[(?:[^\]\\]|\\.)*\]", "", pattern, flags=re.DOTALL)))

    def fail(self, message: str) -> NoReturn:
        raise ValueError(f"{message} at position {self.at + 1} of the pattern")

    def ahead(self, text: str) -> bool:
        """Skip a text if it comes next, and return whether it does."""
        found = self.text.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def whole(self) -> str:
        made = self.alternatives(0)
        if self.at < len(self.text):
            self.fail("an unmatched ')'")
        return made

    # --- terms ---

    def alternatives(self, depth: int) -> str:
        if depth > DEEPEST:
            self.fail(f"groups nested more than {DEEPEST} levels deep")
        parts = [""]
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.ahead("|"):
                parts.append("")
            else:
                parts[-1] += self.term(depth)
        return "|".join(parts)

    def term(self, depth: int) -> str:
        for word, anchor in (("^", r"\A"), ("$", r"\z" if self.re2 else r"\Z"), (r"\b", r"\b"), (r"\B", r"\B")):
            if self.ahead(word):
                if self.quantifier():
                    self.fail(f"nothing to repeat: '{word}' matches no character")
                return anchor
        made = self.atom(depth)
        return made + self.quantifier()

    def quantifier(self) -> str:
        """Read a quantifier, if there is one."""
        if self.text[self.at : self.at + 1] in ("*", "+", "?"):
            made = self.text[self.at]
            self.at += 1
        else:
            found = _QUANTIFIER.match(self.text, self.at)
            if found is None:
                return ""
            least, most = int(found[1]), int(found[3]) if found[3] else None
            if most is not None and most < least:
                self.fail("a quantifier whose numbers are out of order")
            if max(least, most or 0) > MOST_REPEATED:
                self.fail(f"a quantifier of more than {MOST_REPEATED:,}")
            made = found[0]
            self.at = found.end()
        self.ahead("?")
        if self.text[self.at : self.at + 1] in ("*", "+", "?") or _QUANTIFIER.match(self.text, self.at):
            self.fail("nothing to repeat")
        return made

    def atom(self, depth: int) -> str:
        char = self.text[self.at]
        if char == "(":
            return self.group(depth)
        self.at += 1
        if char == ".":
            return self.spelt(_complement(_LINE_ENDS))
        if char == "[":
            return self.spelt(self.class_())
        if char == "\\":
            found = self.escape()
            return self.spelt(found) if isinstance(found, list) else self.spelt([(found, found)])
        if char in "*+?" or (char == "{" and _QUANTIFIER.match(self.text, self.at - 1)):
            self.at -= 1
            self.fail("nothing to repeat")
        return self.spelt([(ord(char), ord(char))])

    def group(self, depth: int) -> str:
        start = self.at
        self.at += 1
        for word in ("?=", "?!", "?<=", "?<!"):
            if self.ahead(word):
                self.at = start
                self.fail(f"look-around '({word}…)' takes more than linear time")
        if not self.ahead("?:") and self.ahead("?"):
            name = re.compile(r"<[^\W\d][\w$]*>").match(self.text, self.at)
            if name is None:
                self.at = start
                self.fail(f"ECMAScript has no group '{self.text[start : start + 3]}…'")
            self.at = name.end()
        made = self.alternatives(depth + 1)
        if not self.ahead(")"):
            self.fail("a ')' is missing")
        return f"(?:{made})"

    # --- escapes ---

    def escape(self, *, in_class: bool = False) -> int | Ranges:
        """Read what follows a backslash: a character or a class."""
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if not char:
            self.fail(r"a '\' at the end")
        if char.lower() in _CLASSES:
            found = _CLASSES[char.lower()]
            return found if char.islower() else _complement(found)
        if char in "pP":
            return self.category(char)
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char == "b" and in_class:
            return 8
        if char.isdigit() and char.isascii():
            return self.number(char)
        if char == "c":
            letter = self.text[self.at : self.at + 1]
            if not (letter.isascii() and letter.isalpha()):
                self.fail(r"'\c' without a letter")
            self.at += 1
            return ord(letter) % 32
        if char in "xu":
            return self.hexadecimal(char)
        if char == "k" and not in_class:
            self.fail("a back reference takes more than linear time")
        if char in _ELSEWHERE and not in_class:
            self.fail(f"'\\{char}' is not an anchor in ECMAScript: write '{_ELSEWHERE[char]}'")
        if char.isascii() and char.isalnum():
            self.fail(f"ECMAScript has no escape '\\{char}'")
        return ord(char)

    def number(self, digit: str) -> int:
        r"""Read `\0`; any other number is a back reference, or an octal escape, which the standard only tolerates."""
        following = self.text[self.at : self.at + 1]
        if digit != "0" and int(digit) <= self.groups:
            self.fail("a back reference takes more than linear time")
        if digit != "0" or following.isdigit():
            self.fail(f"'\\{digit}' is not an escape: write a character by its number as '\\x{int(digit):02x}'")
        return 0

    def hexadecimal(self, kind: str) -> int:
        r"""Read `\x41`, `\u0041`, `\u{1F600}`, and two halves of a surrogate pair as one character."""
        braced = re.compile(r"\{([0-9A-Fa-f]{1,6})\}").match(self.text, self.at) if kind == "u" else None
        found = braced or re.compile(f"([0-9A-Fa-f]{{{2 if kind == 'x' else 4}}})").match(self.text, self.at)
        if found is None:
            self.fail(f"'\\{kind}' without its digits")
        code = int(found[1], 16)
        if code > LAST:
            self.fail("a character beyond U+10FFFF")
        self.at = found.end()
        low = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})").match(self.text, self.at) if 0xD800 <= code < 0xDC00 else None
        if low is not None:
            self.at = low.end()
            return 0x10000 + ((code - 0xD800) << 10) + int(low[1], 16) - 0xDC00
        return code

    def category(self, kind: str) -> Ranges:
        r"""Read `\p{Lu}`: a general category by its short name."""
        found = re.compile(r"\{(?:(?:gc|General_Category)=)?([A-Za-z]+)\}").match(self.text, self.at)
        if found is None or found[1] not in _CATEGORIES:
            self.fail(rf"'\{kind}' takes a general category, as in '\{kind}{{Lu}}'")
        self.at = found.end()
        ranges = list(_category(found[1]))
        return ranges if kind == "p" else _complement(ranges)

    # --- classes ---

    def class_(self) -> Ranges:
        """Read a class from behind its bracket."""
        start = self.at - 1
        negated = self.ahead("^")
        found: Ranges = []
        while not self.ahead("]"):
            low = self.member(start)
            if not (self.text.startswith("-", self.at) and self.text[self.at + 1 : self.at + 2] not in ("]", "")):
                found += [(low, low)] if isinstance(low, int) else low
                continue
            self.at += 1
            high = self.member(start)
            if isinstance(low, int) and isinstance(high, int):
                if high < low:
                    self.fail("a range whose ends are out of order")
                found.append((low, high))
            else:  # `[\w-.]` is tolerated: the hyphen is one
                found += [(45, 45)]
                for part in (low, high):
                    found += [(part, part)] if isinstance(part, int) else part
        return _complement(found) if negated else _merged(found)

    def member(self, start: int) -> int | Ranges:
        if self.at >= len(self.text):
            self.at = start
            self.fail("a ']' is missing")
        char = self.text[self.at]
        self.at += 1
        return self.escape(in_class=True) if char == "\\" else ord(char)

    # --- spelling ---

    def spelt(self, ranges: Ranges) -> str:
        """Return characters as an engine reads them."""
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
            return self.char(ranges[0][0])
        inside = "".join([self.char(low) + (f"-{self.char(high)}" if high > low else "") for low, high in ranges])
        return f"[{inside}]" if inside else f"[^{self.char(0)}-{self.char(LAST)}]"

    def char(self, code: int) -> str:
        if code < 128 and chr(code).isalnum():
            return chr(code)
        return f"\\x{{{code:x}}}" if self.re2 else f"\\U{code:08x}"


def _merged(ranges: Ranges) -> Ranges:
    """Return ranges in ascending order, none of which touch."""
    merged: Ranges = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _complement(ranges: Ranges) -> Ranges:
    """Return the characters that are in none of the ranges."""
    found: Ranges = []
    following = 0
    for low, high in _merged(ranges):
        if low > following:
            found.append((following, low - 1))
        following = high + 1
    return found if following > LAST else [*found, (following, LAST)]


@lru_cache(maxsize=8)
def _category(name: str) -> tuple[tuple[int, int], ...]:
    """Return the characters of a general category, by the Unicode of this Python."""
    from unicodedata import category

    found: Ranges = [(code, code) for code in range(LAST + 1) if category(chr(code)).startswith(name)]
    return tuple(_merged(found))
