"""Configuration: `[tool.odatanodes]` of the nearest pyproject.toml, and the choice of codes by their beginnings.

Errors are InputErrors that name the wrong key.
"""

from __future__ import annotations

import os

from odatanodes.base.files import InputError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, NoReturn

    from odatanodes.extract.expression import OwnCall

__all__ = ["Config", "checked_codes", "chosen", "load"]

KEYS = ("select", "ignore", "per-file-ignores", "calls", "exclude", "api", "per-file-api", "local", "output-format")


class Config:
    """What `[tool.odatanodes]` says; `root` is the folder of the file, which its patterns are relative to."""

    __slots__ = (
        *("api", "calls", "exclude", "ignore", "local", "output_format"),
        *("per_file_api", "per_file_ignores", "root", "select"),
    )

    def __init__(
        self,
        root: str = "",
        *,
        select: Sequence[str] = ("ODN",),
        ignore: Sequence[str] = (),
        per_file_ignores: dict[str, list[str]] | None = None,
        calls: dict[str, str] | None = None,
        exclude: Sequence[str] = (),
        api: str | None = None,
        per_file_api: dict[str, str] | None = None,
        local: bool = False,
        output_format: str | None = None,
    ) -> None:
        self.root = root
        self.select = tuple(select)
        self.ignore = tuple(ignore)
        self.per_file_ignores = per_file_ignores or {}
        self.calls = calls or {}
        self.exclude = tuple(exclude)
        self.api = api
        self.per_file_api = per_file_api or {}
        self.local = local
        self.output_format = output_format

    def excludes(self, path: str) -> bool:
        """Whether a file is left out, even if it is named on the command line itself: pre-commit names each file."""
        return bool(self.exclude) and any(_fits(self._relative(path), pattern) for pattern in self.exclude)

    def api_of(self, path: str) -> str | None:
        """Return the list API that the expressions of a file are for, where they do not name their own."""
        return next((api for pattern, api in self.per_file_api.items() if _fits(self._relative(path), pattern)), self.api)

    def shows(self, code: str, path: str) -> bool:
        """Whether findings of a code are shown for a file."""
        ignore = list(self.ignore)
        for pattern, codes in self.per_file_ignores.items():
            if _fits(self._relative(path), pattern):
                ignore += codes
        return chosen(code, self.select, ignore)

    def with_codes(self, select: Sequence[str] | None, ignore: Sequence[str] | None) -> Config:
        """Return a copy in which the codes given by `--select` and `--ignore` (texts with commas) replace its own.

        Raises InputError for a prefix that no code has.
        """
        return Config(
            self.root,
            select=self.select if select is None else _option_codes("select", select),
            ignore=self.ignore if ignore is None else _option_codes("ignore", ignore),
            per_file_ignores=self.per_file_ignores,
            calls=self.calls,
            exclude=self.exclude,
            api=self.api,
            per_file_api=self.per_file_api,
            local=self.local,
            output_format=self.output_format,
        )

    def _relative(self, path: str) -> str:
        try:
            return os.path.relpath(path, self.root or ".").replace(os.sep, "/")
        except ValueError:  # another drive
            return path.replace(os.sep, "/")


def _fits(path: str, pattern: str) -> bool:
    """Whether a pattern names a path or a folder above it, as in a .gitignore; a backslash is a slash.

    One without a slash, but for the last character, is the name of a file or a folder anywhere. `**` stands for any number of
    folders, `*` for characters of one name. Under Windows case does not matter.
    """
    pattern = pattern.replace("\\", "/").removeprefix("./").rstrip("/")
    if os.name == "nt":
        path, pattern = path.lower(), pattern.lower()
    names = pattern.removeprefix("/").split("/")
    return _begins(path.split("/"), names if "/" in pattern else ["**", *names])


def _begins(parts: list[str], pattern: list[str]) -> bool:
    """Whether the first parts of a path are what a pattern says."""
    from fnmatch import fnmatchcase

    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_begins(parts[start:], pattern[1:]) for start in range(len(parts)))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _begins(parts[1:], pattern[1:])


def chosen(code: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Whether a code is shown: the longest beginning of it that is named decides, and `ignore` before `select`.

    >>> chosen("ODN402", ["ODN"], ["ODN4"]), chosen("ODN402", ["ODN402"], ["ODN4"])
    (False, True)
    """
    wanted = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1)
    unwanted = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return wanted > unwanted


def checked_codes(codes: Iterable[str]) -> list[str]:
    """Return beginnings of codes in full, ODN201 for 201; raises InputError for one that begins no code."""
    from odatanodes.diagnostics.rules import catalogue

    known = catalogue()
    found = []
    for code in codes:
        prefix = code.strip().upper()
        prefix = f"ODN{prefix}" if prefix.isdecimal() else prefix
        if not prefix or not any(name.startswith(prefix) for name in known):
            raise InputError(f"no code begins with '{code.strip()}'; 'odatanodes rule' lists them")
        found.append(prefix)
    return found


def _option_codes(option: str, texts: Sequence[str]) -> list[str]:
    try:
        return checked_codes(code for text in texts for code in text.split(","))
    except InputError as error:
        hint = "; a $select expression is given with -s" if option == "select" else ""
        raise InputError(f"--{option}: {error}{hint}") from None


def load(start: str) -> Config:
    """Read the nearest pyproject.toml that has a table for this tool, from a folder upwards; without one the defaults."""
    folder = os.path.abspath(start)  # noqa: PTH100  (pathlib costs milliseconds at start-up)
    while True:
        path = os.path.join(folder, "pyproject.toml")  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            data = read_bytes(path)
            if b"odatanodes" in data:
                table = _table(path, data)
                if table is not None:
                    return _config(path, folder, table)
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return Config()
        folder = above


def _table(path: str, data: bytes) -> dict[str, Any] | None:
    import tomllib

    try:
        document = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"cannot read '{path}': {error}") from None
    tool = document.get("tool")
    table = tool.get("odatanodes") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        _wrong(path, "", "is not a table")
    return table


def _config(path: str, root: str, table: dict[str, Any]) -> Config:
    for key in table:
        if key not in KEYS:
            from odatanodes.base.text import did_you_mean

            near = did_you_mean(key, KEYS, most=1)
            _wrong(path, key, f"is unknown; did you mean '{near[0]}'?" if near else f"is unknown; there are {', '.join(KEYS)}")
    return Config(
        root,
        select=_codes(path, "select", table["select"]) if "select" in table else ("ODN",),
        ignore=_codes(path, "ignore", table.get("ignore", [])),
        per_file_ignores={
            pattern: _codes(path, f'per-file-ignores."{pattern}"', codes)
            for pattern, codes in _mapping(path, "per-file-ignores", table.get("per-file-ignores", {})).items()
        },
        calls=_calls(path, _mapping(path, "calls", table.get("calls", {}))),
        exclude=_strings(path, "exclude", table.get("exclude", [])),
        api=_api(path, "api", table["api"]) if "api" in table else None,
        per_file_api={
            pattern: _api(path, f'per-file-api."{pattern}"', api)
            for pattern, api in _mapping(path, "per-file-api", table.get("per-file-api", {})).items()
        },
        local=_flag(path, "local", table.get("local", False)),
        output_format=_format(path, table["output-format"]) if "output-format" in table else None,
    )


def _calls(path: str, table: dict[str, Any]) -> dict[str, str]:
    """Return the calls by name, each an OwnCall."""
    for name, value in list(table.items()):
        if not all(part.replace("$", "_").isidentifier() for part in name.split(".")):
            _wrong(path, f'calls."{name}"', "must be the name of a function, such as 'mypkg.find_nodes'")
        call = _call(path, f'calls."{name}"', value)
        table[name] = call
        _api(path, f'calls."{name}"', call)
    return table


def _api(path: str, key: str, value: object) -> str:
    """Return the name of a list API."""
    from odatanodes.service import SERVICES

    if not isinstance(value, str):
        _wrong(path, key, "must be the name of a list API, such as 'list-tasks'")
    if value not in SERVICES:
        from odatanodes.base.text import did_you_mean

        near = did_you_mean(value, SERVICES, most=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(SERVICES)}"
        _wrong(path, key, f"names no list API: '{value}'; {hint}")
    return value


def _flag(path: str, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        _wrong(path, key, "must be true or false")
    return value


def _format(path: str, value: object) -> str:
    from odatanodes.lint.report import FORMATS

    if not isinstance(value, str) or value not in FORMATS:
        _wrong(path, "output-format", f"must be one of {', '.join(map(repr, FORMATS))}")
    return value


def _call(path: str, key: str, value: object) -> OwnCall:
    """Return a call from the name of its list API, or from a table with the arguments that are its filter and its select."""
    from odatanodes.extract.expression import OwnCall

    if isinstance(value, str):
        return OwnCall(value)
    if not isinstance(value, dict) or not isinstance(value.get("api"), str):
        _wrong(
            path,
            key,
            "must be the name of a list API, such as 'list-nodes', or a table: {api = 'list-nodes', filter = 'query'}",
        )
    for option, argument in value.items():
        if option not in {"api", "filter", "select"}:
            _wrong(path, key, f"has an unknown key '{option}'; there are api, filter, select")
        if option != "api" and not (isinstance(argument, str) and argument.isidentifier()) and not _is_position(argument):
            _wrong(path, key, f"must have a name or a position from 0 for '{option}', such as 'query' or 1")
    if value.get("filter") is not None and value.get("filter") == value.get("select"):
        _wrong(path, key, "has the same argument for filter and select")
    return OwnCall.of(value["api"], value.get("filter"), value.get("select"))


def _is_position(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _codes(path: str, key: str, value: object) -> list[str]:
    codes = _strings(path, key, value)
    try:
        return checked_codes(codes)
    except InputError as error:
        _wrong(path, key, f"is wrong: {error}")


def _strings(path: str, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        _wrong(path, key, "must be a list of strings")
    return value


def _mapping(path: str, key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        _wrong(path, key, "must be a table")
    return value


def _wrong(path: str, key: str, message: str) -> NoReturn:
    raise InputError(f"{path}: 'tool.odatanodes{'.' * bool(key)}{key}' {message}")
