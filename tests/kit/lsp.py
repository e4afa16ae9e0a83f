"""Documents written with a cursor in them."""

from __future__ import annotations

from odatanodes.lint.config import Config
from odatanodes.lsp.documents import Document, Settings

PYTHON = "import azure.batch\n"
CURSOR = "¦"


def written(
    text: str, name: str = "a.odata", *, api: str | None = None, calls: dict[str, str] | None = None
) -> tuple[Document, int]:
    """Return a document and the offset of the `¦` in it."""
    offset = text.index(CURSOR)
    return Document(name, text.replace(CURSOR, ""), Settings(Config(calls=calls), api)), offset
