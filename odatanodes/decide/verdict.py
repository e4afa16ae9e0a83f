"""Verdicts: yes with a witness, no with a counterexample, or unknown with the reason."""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["UndecidedError", "Verdict"]


class UndecidedError(ValueError):
    """A verdict that is unknown was used as a truth value; `verdict` has the reason."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"undecided: {verdict.reason}; look at 'answer', which is True, False or None")
        self.verdict = verdict

    def __reduce__(self) -> tuple[type[UndecidedError], tuple[Verdict]]:
        return type(self), (self.verdict,)


class Verdict(Value):
    """The verdict on a question about filters: `answer` is True, False, or None where it is unknown.

    `witness` is a node that shows a yes (one that a satisfiable filter keeps), `counterexample` one that shows a no (kept by
    one filter and not by the other): complete nodes in wire form that were really evaluated. A yes about all nodes, and a no
    to `satisfiable`, have none. `reason` says why it is unknown, or what is special about the node.

    A verdict is true or false as its `answer` is; UndecidedError is raised where that is None, so that an unknown is
    never taken for a no.
    """

    __slots__ = ("answer", "counterexample", "reason", "witness")
    __match_args__ = ("answer", "witness", "counterexample", "reason")
    answer: bool | None
    witness: dict[str, Any] | None
    counterexample: dict[str, Any] | None
    reason: str

    def __init__(
        self,
        answer: bool | None,
        witness: dict[str, Any] | None = None,
        counterexample: dict[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        set_field(self, "answer", answer)
        set_field(self, "witness", witness)
        set_field(self, "counterexample", counterexample)
        set_field(self, "reason", reason)

    def __bool__(self) -> bool:
        if self.answer is None:
            raise UndecidedError(self)
        return self.answer

    def _key(self) -> tuple[object, ...]:
        return (self.answer, repr(self.witness), repr(self.counterexample), self.reason)  # dicts have no hash

    def _repr(self, parts: tuple[str, ...]) -> str:
        shown = [f"{name}={part}" for name, part in zip(self.__match_args__, parts, strict=True) if part not in {"None", "''"}]
        return f"Verdict({', '.join(shown if self.answer is not None else ['answer=None', *shown])})"
