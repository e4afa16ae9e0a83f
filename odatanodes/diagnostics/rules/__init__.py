"""The catalogue of diagnostics: what each code means, why it matters, a bad and a good example, where it comes from.

One module per hundred: syntax (1xx), names (2xx), types (3xx), service (4xx), suspicious (5xx), evaluation (6xx). Each bad
example gives its code and each good one gives none, by test. A code is never reused; its message may change, its meaning not.
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field


class Rule(Value):
    """A diagnostic's page: `title` is what it says in a few words; `option` is what `bad` and `good` are texts of.

    `node` is set for what only shows when a node is tested: the JSON of a node on which `bad` gives the code. `language` is set
    for what only shows in a program: `bad` and `good` are then lines of that language.
    """

    __slots__ = ("bad", "code", "good", "language", "node", "option", "reference", "title", "why")
    __match_args__ = ("code", "title", "why", "bad", "good", "reference", "option", "node", "language")
    code: str
    title: str
    why: str
    bad: str
    good: str
    reference: str
    option: str
    node: str
    language: str

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


def catalogue() -> dict[str, Rule]:
    """Return every rule by code, in order of the codes."""
    from odatanodes.diagnostics.rules import evaluation, names, service, suspicious, syntax, types

    return {rule.code: rule for module in (syntax, names, types, service, suspicious, evaluation) for rule in module.RULES}
