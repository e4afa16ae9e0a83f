"""The page of one diagnostic."""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

__all__ = ["Rule"]


class Rule(Value):
    """A diagnostic's page: `title` is what it says in a few words; `option` is what `bad` and `good` are texts of.

    `node` is set for what only shows when a node is tested: the JSON of a node on which `bad` gives the code. `language` is set
    for what only shows in a program: `bad` and `good` are then lines of that language. `api` is the list API asked (4xx).
    """

    __slots__ = ("api", "bad", "code", "good", "language", "node", "option", "reference", "title", "why")
    __match_args__ = ("code", "title", "why", "bad", "good", "reference", "option", "node", "language", "api")
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
