"""Parquet files: which ones a path names, and what their metadata says about their values."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from odatanodes.base.files import InputError
from odatanodes.engines.paths import ANY_VALUES, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from odatanodes.schema.types import EntityType

__all__ = ["KEYS", "described", "is_parquet", "known", "parquet_files", "partition_names"]

SUFFIXES = (".parquet", ".pq", ".parq")
MAGIC = b"PAR1"
KEYS = ("schema", "api", "values", "instants", "texts", "missing")
"""Keys of the metadata that `odatanodes export` writes, each after `odatanodes.`: see `described`."""


def is_parquet(path: str) -> bool:
    """Return whether a path names a Parquet file, a folder of them, or a glob for them."""
    if path.endswith(SUFFIXES):
        return True
    if os.path.isdir(path):  # noqa: PTH112 - a question of the command's start-up path
        return True
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(4) == MAGIC
    except (OSError, ValueError):
        return False


def parquet_files(paths: Iterable[str]) -> list[str]:
    """Return the files that paths name: globs and folders become the files in them, sorted. Raises InputError."""
    found: list[str] = []
    for path in paths:
        found += _files_of(path)
    return found


def _files_of(path: str) -> list[str]:
    from glob import glob, has_magic

    if os.path.isdir(path):  # noqa: PTH112
        below = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]  # noqa: PTH118
        inside = sorted([one for one in below if one.endswith(SUFFIXES) and not os.path.basename(one).startswith(("_", "."))])  # noqa: PTH119
        if not inside:
            raise InputError(f"cannot read '{path}': no Parquet file in this folder")
        return inside
    if not os.path.exists(path):  # noqa: PTH110
        matched = sorted(glob(path, recursive=True)) if has_magic(path) else []  # noqa: PTH207
        if not matched:
            raise InputError(f"no file matches '{path}'" if has_magic(path) else f"cannot read '{path}': no such file or directory")
        return matched
    if not is_parquet(path):
        raise InputError(f"cannot read '{path}': it is not a Parquet file; JSON is what Filter.scan reads")
    return [path]


def partition_names(path: str) -> set[str]:
    """Return the columns that folders stand for, as Hive has them: `state` in `nodes/state=idle/1.parquet`."""
    return {
        name for folder in path.replace("\\", "/").split("/")[:-1] for name, sign, _ in [folder.partition("=")] if sign and name
    }


def described(schema: EntityType, api: str, texts: Iterable[str], missing: Iterable[str]) -> dict[str, str]:
    """Return the metadata of a file with canonical values.

    `values` is "wire" and `instants` "fixed"; `texts` and `missing` are the paths, separated by blanks, of which some values are
    beyond ASCII or in a spelling of their own, and of required properties that some rows lack (see paths.Trust).
    """
    values = (schema.name, api, "wire", "fixed", " ".join(sorted(texts)), " ".join(sorted(missing)))
    return {f"odatanodes.{key}": value for key, value in zip(KEYS, values, strict=True)}


def known(metadata: Sequence[dict[str, str]], schema: EntityType | None) -> tuple[Trust, str]:
    """Return what the metadata of all files says about the values, and how they have instants.

    Raises InputError for a file whose items are of another type than those of the schema.
    """
    found: list[dict[str, Any]] = [{key: one.get(f"odatanodes.{key}", "") for key in KEYS} for one in metadata]
    for one in found:
        if schema is not None and one["schema"] and one["schema"] != schema.name:
            raise InputError(f"the file has items of type '{one['schema']}', and the filter is about '{schema.name}'")
    if not found or any(one["values"] != "wire" or one["instants"] != "fixed" for one in found):
        return ANY_VALUES, "text"
    texts = {path for one in found for path in one["texts"].split()}
    missing = {path for one in found for path in one["missing"].split()}
    return Trust(True, texts, missing), "fixed"
