"""Explain a diagnostic code: what it means, why it matters, a bad and a good example. Without a code, list them all."""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.base.text import shorten
from odatanodes.cli._common import write
from odatanodes.diagnostics.rules import catalogue

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from odatanodes.diagnostics.rules import Rule

EXAMPLES = """\
examples:
  odatanodes rule            one line for each code
  odatanodes rule ODN201     the page of a code
  odatanodes rule ODN2       one line for each code that begins so
  odatanodes rule --all      every page
"""
MAX_EXAMPLE = 200
"""Characters of an example that are printed: those of texts that are too long or too deep have thousands."""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as ODN201 or 201, or the beginning of some")
    parser.add_argument("--all", action="store_true", help="print every page")


def run(args: Namespace) -> int:
    """Print one page, all pages, or the list."""
    if args.code and args.all:
        args.error("give a code or --all, not both")
    rules = catalogue()
    if args.code:
        found = _find(args.code, rules)
        write(page(found[0]) if len(found) == 1 else _listed(found))
    elif args.all:
        write("\n".join(map(page, rules.values())))
    else:
        write(_listed(rules.values()))
    return 0


def _listed(rules: Iterable[Rule]) -> str:
    return "".join(f"{rule.code}  {rule.title}\n" for rule in rules)


def _find(code: str, rules: dict[str, Rule]) -> list[Rule]:
    """Return the rule of a code, or those whose codes begin so."""
    from odatanodes.base.text import did_you_mean

    wanted = code.upper()
    begin = f"ODN{wanted}" if wanted.isdecimal() else wanted
    found = [rule for known, rule in rules.items() if wanted and known.startswith(begin)]
    if not found:
        near = did_you_mean(wanted, rules)
        advice = f"did you mean {' or '.join(repr(name) for name in near)}?" if near else "'odatanodes rule' lists them"
        raise InputError(f"no rule '{code}'; {advice}")
    return found


def page(rule: Rule) -> str:
    """Return the page of a rule."""
    bad = rule.bad if len(rule.bad) <= MAX_EXAMPLE else f"{shorten(rule.bad, MAX_EXAMPLE)} ({len(rule.bad):,} characters)"
    lines = [f"{rule.code}: {rule.title}", "", rule.why, "", f"  bad:  {bad}", f"  good: {rule.good}"]
    lines += [f"  node: {rule.node}"] if rule.node else []
    return "\n".join([*lines, "", f"see: {rule.reference}", ""])
