"""Settings of a workspace: `[tool.odatanodes]` of the pyproject.toml above it, read again when that file has changed.

Each mistake in the configuration is reported once; until it is corrected, the last configuration without one applies.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from odatanodes.base.files import InputError
from odatanodes.lint.config import Config, load
from odatanodes.lsp.documents import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Workspace"]


class Workspace:
    """The configuration of each folder that was asked for; `say` takes messages for a person."""

    def __init__(self, api: str | None, say: Callable[[str], None], *, local: bool = False) -> None:
        self.api = api
        self.local = local
        self._say = say
        self._known: dict[str, tuple[tuple[object, ...], Config]] = {}
        self._said: dict[str, str] = {}

    def settings(self, folder: str) -> Settings:
        """Return the settings of a folder."""
        stamp = _stamp(folder)
        known = self._known.get(folder)
        if known is None or known[0] != stamp:
            config = self._loaded(folder, known[1] if known else Config())
            self._known[folder] = known = (stamp, config)
        return Settings(known[1], self.api, self.local)

    def _loaded(self, folder: str, before: Config) -> Config:
        try:
            config = load(folder)
        except InputError as error:
            if self._said.get(folder) != str(error):
                self._said[folder] = str(error)
                self._say(str(error))
            return before
        self._said.pop(folder, None)
        return config


def _stamp(folder: str) -> tuple[object, ...]:
    """Return what changes when a configuration above a folder does."""
    found: list[object] = []
    folder = os.path.abspath(folder)  # noqa: PTH100  (config.py goes up in the same way)
    while True:
        try:
            status = os.stat(os.path.join(folder, "pyproject.toml"))  # noqa: PTH116, PTH118
            found.append((folder, status.st_mtime_ns, status.st_size, status.st_ino))
        except (OSError, ValueError):
            pass
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return tuple(found)
        folder = above
