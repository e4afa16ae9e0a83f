"""Files that PATH arguments mean: files themselves, and those of a known language in folders, as git or the disk lists them."""

from __future__ import annotations

import os

from odatanodes.extract import SUFFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odatanodes.lint.config import Config

__all__ = ["files_of"]

_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})


def files_of(paths: Sequence[str], config: Config) -> Iterator[tuple[str, bool]]:
    """Yield the name of each file, and whether it was named itself: those of a folder are skipped where they do not fit."""
    seen = set()
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112
            found = iter([(path, True)])
        else:
            found = ((name, False) for name in _listed(path) if name.endswith(tuple(SUFFIXES)) and not config.excludes(name))
        for name, named in found:
            key = os.path.normpath(name)
            if key not in seen:
                seen.add(key)
                yield name, named


def _listed(folder: str) -> Iterator[str]:
    known = _of_git(folder)
    for name in _of_disk(folder) if known is None else known:
        yield name if folder == "." else os.path.join(folder, name)  # noqa: PTH118


def _of_git(folder: str) -> list[str] | None:
    """Return what git tracks below a folder, and what is new and not ignored; None outside a checkout."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:  # no git here
        return None
    if done.returncode:
        return None
    names = sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})
    return [name for name in names if os.path.isfile(os.path.join(folder, name))]  # noqa: PTH113, PTH118


def _of_disk(folder: str) -> Iterator[str]:
    """Yield what stands below a folder, without hidden folders, packages of others and virtual environments."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name[0] != "." and name not in _LEFT_OUT and not os.path.exists(os.path.join(root, name, "pyvenv.cfg"))  # noqa: PTH110, PTH118
        )
        for name in sorted(names):
            yield os.path.relpath(os.path.join(root, name), folder)  # noqa: PTH118
