"""Python: the `filter`, `select` and `expand` of the Batch clients, of this library, of `az` command lines, and of URLs in strings.

A call that is not known is left alone, and so is a value that is not put together from literals.
"""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it
import re
import warnings

from odatanodes.batch.clients import METHODS, OPTION_CLASSES, PLAIN, az_api
from odatanodes.extract.draft import TooMuch
from odatanodes.extract.expression import OPTIONS, OwnCall, Skipped, host_parts
from odatanodes.extract.python.names import Names
from odatanodes.extract.python.texts import Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression
    from odatanodes.extract.python.names import Scope

__all__ = ["find"]

_OTHERS = ("azure.", "google.", "databricks.", "kubernetes.", "msgraph.")
"""Where the clients of other services come from, whose methods have the same names."""
_LIBRARIES = ("azure.batch.", "odatanodes.")
_IN_STRINGS = re.compile(
    r"(?:\$|%24)(?:filter|select|expand)|\baz batch "
    r"|[\w')}\"][ \t]+(?:eq|ne|gt|ge|lt|le|in|has)[ '\"{\\]|(?:startswith|contains)\(",
    re.IGNORECASE,
)
"""What a file has where a URL, a command line or a filter may be in one of its strings."""
_LONGEST_BASE = 100


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a Python file; raises Skipped where Python cannot parse it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape does not matter here
            module = compile(source.text, source.name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            assert isinstance(module, ast.Module)
        finder = _Finder(source, module, calls)
        found = list(finder.all())
        found += finder.others(found)
    except (SyntaxError, ValueError) as error:
        line = f" at line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise Skipped(f"'{source.name}' is not Python that this Python reads{line}") from None
    except (RecursionError, MemoryError):
        raise Skipped(f"'{source.name}' is nested too deeply") from None
    except TooMuch:
        raise Skipped(f"'{source.name}' puts together more text than a check reads") from None
    unique = {(item.option, item.text, item.segments, item.api): item for item in found}
    return sorted(unique.values(), key=lambda item: item.host_span((0, 1))[0])


class _Finder:
    def __init__(self, source: Source, module: ast.Module, calls: Mapping[str, str]) -> None:
        self.source = source
        self.names = Names(module)
        self.texts = Texts(source, self.names)
        self.calls = calls
        imported = any(f"{name}.".startswith(_LIBRARIES) for name in self.names.imported.values())
        self.is_batch = imported or _has_evidence(source.text)
        self._is_own = "odatanodes" in source.text
        self._among: set[str] = set()

    def all(self) -> Iterator[Expression]:
        """Yield what is found, in any order."""
        for call, scope in self.names.calls:
            yield from self._call(call, scope)
        for words, scope in self.names.lists:
            yield from self._command(words, scope)
        for target, value, scope in self.names.stores:
            yield from self._store(target, value, scope)

    def others(self, found: list[Expression]) -> Iterator[Expression]:
        """Yield what is in strings that are not arguments of known calls."""
        spans = [span for one in found for span in host_parts(one.segments, len(one.text))]
        if all(any(start <= match.start() < end for start, end in spans) for match in _IN_STRINGS.finditer(self.source.text)):
            return
        from odatanodes.extract.content import Covered
        from odatanodes.extract.python.pieces import Pieces

        pieces = Pieces(self.names, self.texts, tuple(sorted(self._among)), is_batch=self.is_batch)
        yield from pieces.found(Covered(found))

    def _call(self, call: ast.Call, scope: Scope) -> Iterator[Expression]:
        name = self.names.real_name(call.func)
        last = name.rpartition(".")[2]
        texts = []
        if self._is_own:
            from odatanodes.extract.python.own import own_texts

            texts = list(own_texts(call, name, self.names, scope))
        for value, option, api in texts:
            yield from self.texts.expressions(value, option, api, scope)
        if texts or name.partition(".")[0] == "odatanodes":
            return
        wrapped = OwnCall.named(self.calls, name)
        asked = wrapped or (OPTION_CLASSES.get(last) or METHODS.get(last) if self.is_batch else None)
        if asked and asked != PLAIN:
            self._among.add(asked)
        if wrapped is not None:
            yield from self._own(call, wrapped, scope)
        elif last in OPTION_CLASSES:
            yield from self._options(call, OPTION_CLASSES[last], scope)
        elif last in METHODS and self.is_batch and not self._is_of_others(call.func, scope):
            yield from self._options(call, METHODS[last], scope, is_list=True)
        elif last == "partial" and call.args and self.is_batch:
            method = self.names.real_name(call.args[0]).rpartition(".")[2]
            if method in METHODS:
                yield from self._options(call, METHODS[method], scope, is_list=True)

    def _own(self, call: ast.Call, own: str, scope: Scope) -> Iterator[Expression]:
        """Yield the options of a call that the configuration names."""
        given: list[tuple[int | None, str, ast.expr]] = [(number, "", value) for number, value in enumerate(call.args)]
        for number, name, value in [*given, *((None, one.arg or "", one.value) for one in call.keywords)]:
            option = OwnCall.option(own, number, name)
            if option is not None:
                yield from self.texts.expressions(value, option, str(own), scope)
            elif number is None and not name:
                yield from self._unpacked(value, str(own), scope)

    def _is_of_others(self, func: ast.expr, scope: Scope) -> bool:
        """Whether a method is that of a client which another library makes: `dataproc_v1.JobControllerClient()`."""
        made = func.value if isinstance(func, ast.Attribute) else func
        made = self.names.value(made, scope)
        name = self.names.real_name(made.func) if isinstance(made, ast.Call) else ""
        if not name.startswith(_OTHERS) or name.startswith("azure.batch"):
            return False
        return name.rpartition(".")[2][:1].isupper()  # functions such as get_client_from_cli_profile make any client

    def _options(self, call: ast.Call, api: str | None, scope: Scope, *, is_list: bool = False) -> Iterator[Expression]:
        """Yield the options of a call; `is_list`: it is one of the 15.x client, whose `select` and `expand` are lists."""
        for keyword in call.keywords:
            if keyword.arg == "filter":
                yield from self.texts.expressions(keyword.value, "filter", api, scope)
            elif keyword.arg in {"select", "expand"}:
                option = OPTIONS[keyword.arg]
                is_text = is_list and bool(self.texts.of(keyword.value, scope))
                for one in self.texts.expressions(keyword.value, option, api, scope):
                    yield one.replace(remarks=(("list-text", (0, len(one.text))),)) if is_text else one
            elif keyword.arg is None:
                yield from self._unpacked(keyword.value, api, scope)

    def _unpacked(self, node: ast.expr, api: str | None, scope: Scope) -> Iterator[Expression]:
        """Yield the texts of `**{"filter": …}` and `**dict(filter=…)`, or of a name for one of these."""
        pairs, scope = self.names.pairs(node, scope)
        for name, value in pairs:
            if name in OPTIONS:
                yield from self.texts.expressions(value, OPTIONS[name], api, scope)

    def _store(self, target: ast.Attribute, value: ast.expr, scope: Scope) -> Iterator[Expression]:
        """Yield the text of `options.filter = …` where `options` is made by a class of options."""
        if target.attr not in OPTIONS or not isinstance(target.value, ast.Name):
            return
        bound = self.names.binding(target.value.id, scope)
        if bound is not None and isinstance(bound[0], ast.Call):
            last = self.names.real_name(bound[0].func).rpartition(".")[2]
            if last in OPTION_CLASSES:
                yield from self.texts.expressions(value, OPTIONS[target.attr], OPTION_CLASSES[last], scope)

    def _command(self, words: ast.List | ast.Tuple, scope: Scope) -> Iterator[Expression]:
        """Yield the texts of an argument list such as `["az", "batch", "node", "list", "--filter", …]`."""
        elements = self._elements(words, scope)
        if all(_word(item) != "batch" for item in elements):
            return
        elements += self._grown(words, scope)
        known = [_word(item) for item in elements]
        fits, api = az_api(known[known.index("batch") + 1 :])
        for position, item in enumerate(elements if fits else ()):
            for option in OPTIONS.values():
                if known[position] != f"--{option}":
                    yield from self.texts.expressions(item, option, api, scope, f"--{option}=")
                elif position + 1 < len(elements):
                    yield from self.texts.expressions(elements[position + 1], option, api, scope)

    def _elements(self, words: ast.List | ast.Tuple, scope: Scope) -> list[ast.expr]:
        """Return the elements of a list, those of a list that is unpacked in it (`[*base, …]`) among them."""
        elements: list[ast.expr] = []
        for item in words.elts:
            bound = None
            if isinstance(item, ast.Starred) and isinstance(item.value, ast.Name):
                bound = self.names.binding(item.value.id, scope)
            base = bound[0].elts if bound and isinstance(bound[0], ast.List | ast.Tuple) else []
            elements += base if 0 < len(base) <= _LONGEST_BASE else [item]
            self.texts.spend(min(len(base), _LONGEST_BASE))
        return elements

    def _grown(self, words: ast.List | ast.Tuple, scope: Scope) -> list[ast.expr]:
        """Return what is added later to the list that a name stands for: `command += ["--filter", …]`."""
        name = next((name for name, events in scope.bound.items() if any(value is words for _, value in events)), "")
        bound = self.names.binding(name, scope)
        added: list[ast.expr] = []
        for how, more in bound[1] if bound else ():
            added += more.elts if how != "append" and isinstance(more, ast.List | ast.Tuple) else [more]
        return added


def _has_evidence(text: str) -> bool:
    from odatanodes.extract.evidence import comment_line, has_evidence
    from odatanodes.extract.languages import module_of

    return has_evidence(text, comment_line(module_of("python")))


def _word(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
