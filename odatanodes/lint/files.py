"""Files that PATH arguments mean: files themselves, and those of a known language in folders, as git or the disk lists them."""

from __future__ import annotations

import os

from odatanodes.base.files import InputError, Unreadable, expanded
from odatanodes.extract.languages import name_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odatanodes.lint.config import Config

__all__ = ["files_of", "is_script", "refuse_unknown"]

_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})


def files_of(paths: Sequence[str], config: Config) -> Iterator[tuple[str, bool]]:
    """Yield the name of each file, and whether it was named itself; those that the configuration excludes are left out.

    A pattern is what it matches, for shells that do not expand patterns. In a folder, only regular files (links to them too) of
    known languages count.
    """
    seen = set()
    for path in (name for given in paths for name in _expanded(given)):
        is_folder = os.path.isdir(path)  # noqa: PTH112
        for name in _fitting(path) if is_folder else [path]:
            key = os.path.normpath(name)
            if key not in seen and (name == "-" or not config.excludes(name)):
                seen.add(key)
                yield name, not is_folder


def refuse_unknown(path: str) -> None:
    """Raise Unreadable for a file in no language that is read: lists of files (`git diff --name-only`) have such files too."""
    if name_of_file(path) is None and os.path.isfile(path):  # noqa: PTH113
        raise Unreadable(f"'{path}' is in no language that is read; 'odatanodes check --help' lists them")


def is_script(path: str) -> bool:
    """Whether a file without a suffix begins as a script does; true for every file of another name, and for what does not exist."""
    if name_of_file(path) != "script" or not os.path.isfile(path) or "." in os.path.basename(path):  # noqa: PTH113, PTH119
        return True
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(2) == b"#!"
    except OSError:
        return True


def _expanded(path: str) -> list[str]:
    try:
        return expanded(path)
    except InputError:  # reported as a file that does not exist, and the others are checked
        return [path]


def _fitting(folder: str) -> Iterator[str]:
    for name in _listed(folder):
        if name_of_file(name) and os.path.isfile(name):  # noqa: PTH113 - not a pipe, which would be waited for
            yield name


def _listed(folder: str) -> Iterator[str]:
    known = _of_git(folder)
    for name in _of_disk(folder) if known is None else known:
        yield name if folder == "." else os.path.join(folder, name)  # noqa: PTH118


def _of_git(folder: str) -> list[str] | None:
    """Return what git tracks below a folder, and what is new and not ignored; None outside a checkout."""
    import subprocess

    program = _git(folder)
    if program is None:
        return None
    command = [program, "-c", "core.fsmonitor=false", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return None
    if done.returncode:
        return None
    return sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})


def _git(folder: str) -> str | None:
    """Return the path of git; never one in the folder that is checked or in the current one, whose files are not trusted."""
    untrusted = [os.path.realpath(path) for path in (folder, ".")]
    for place in os.get_exec_path():
        path = os.path.join(place, "git.exe" if os.name == "nt" else "git")  # noqa: PTH118
        if not os.path.isabs(place) or not os.access(path, os.X_OK) or not os.path.isfile(path):  # noqa: PTH113, PTH117
            continue
        if not any(_is_in(os.path.realpath(place), root) for root in untrusted):
            return path
    return None


def _is_in(path: str, folder: str) -> bool:
    try:
        return os.path.dirname(folder) != folder and os.path.commonpath([path, folder]) == folder  # noqa: PTH120
    except ValueError:  # on different drives
        return False


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
