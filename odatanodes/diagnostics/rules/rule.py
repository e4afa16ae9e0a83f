"""The page of one diagnostic."""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal

    from odatanodes.diagnostics.diagnostic import Fix

    Safety = Literal["safe", "spelling", "guess", ""]

__all__ = ["Rule"]


class Rule(Value):
    """The page of a diagnostic: a short `title`, `why` it matters, a `bad` and a `good` text of the query option `option`.

    `node` is set for what only shows on a node: the JSON of a node on which `bad` gives the code. `language` is set for what
    only shows in a program: `bad` and `good` are then lines of that language. `api` is the list API asked (4xx).

    `fix` states what its fixes are: "safe" ones keep the meaning and are applied without asking, unless marked as a guess;
    "spelling" ones are safe where only case and underscores change; "guess" ones are offered; "" where there are none.
    """

    __slots__ = ("api", "bad", "code", "fix", "good", "language", "node", "option", "reference", "title", "why")
    __match_args__ = ("code", "title", "why", "bad", "good", "reference", "option", "node", "language", "api", "fix")
    code: str
    title: str
    why: str
    bad: str
    good: str
    reference: str
    option: str
    node: str
    language: str
    api: str
    fix: Safety

    def __init__(
        self,
        code: str,
        title: str,
        why: str,
        bad: str,
        good: str,
        reference: str,
        option: str = "filter",
        node: str = "",
        language: str = "",
        api: str = "list-nodes",
        fix: Safety = "",
    ) -> None:
        set_field(self, "code", code)
        set_field(self, "title", title)
        set_field(self, "why", why)
        set_field(self, "bad", bad)
        set_field(self, "good", good)
        set_field(self, "reference", reference)
        set_field(self, "option", option)
        set_field(self, "node", node)
        set_field(self, "language", language)
        set_field(self, "api", api)
        set_field(self, "fix", fix)

    def is_safe(self, text: str, fix: Fix) -> bool:
        """Whether a fix for a finding of this rule in a text keeps the meaning, so that it is applied without asking."""
        if self.fix == "spelling":
            old = text[slice(*fix.span)]
            return not fix.guess and old.replace("_", "").lower() == fix.text.replace("_", "").lower()
        return self.fix == "safe" and not fix.guess
