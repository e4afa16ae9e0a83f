"""Messages of the logger "odatanodes.request" at level DEBUG: URLs asked for, responses, further attempts, items kept.

Headers are never logged, nor parts of a URL that may have a secret in them. `logging` is imported with the first request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from logging import Logger

__all__ = ["cause", "debug_logger", "shown"]

MAX_URL = 2_000
"""Most characters of a URL in a message."""
_SHOWN = frozenset(
    {
        *("api-version", "timeout", "maxresults", "$filter", "$select", "$expand", "$skiptoken"),
        *("recursive", "starttime", "endtime"),
    }
)
"""Parameters whose values are logged, in lower case; those of any other may be signatures or tokens."""


def debug_logger() -> Logger | None:
    """Return the logger of this folder, None where nothing would be logged."""
    from logging import DEBUG, getLogger

    logger = getLogger("odatanodes.request")
    return logger if logger.isEnabledFor(DEBUG) else None


def shown(url: str) -> str:
    """Return a URL without user, password, fragment and the values of unknown parameters.

    >>> shown("https://user:key@a.batch.azure.com/jobs?api-version=2025-06-01&sig=abc#x")
    'https://a.batch.azure.com/jobs?api-version=2025-06-01&sig=…'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a URL that cannot be parsed"
    pairs = [part.partition("=") for part in parts.query.split("&") if part]
    query = "&".join([_pair(*pair) for pair in pairs])
    text = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" + (f"?{query}" if query else "")
    return text if len(text) <= MAX_URL else f"{text[:MAX_URL]}… ({len(text):,} characters)"


def _pair(name: str, equals: str, value: str) -> str:
    if unquote(name).lower() in _SHOWN:
        return f"{name}{equals}{value}"
    return f"{name}=…" if equals else "…"


def cause(error: Exception) -> str:
    """Return what failed: status and code, or the class of the error and the system's word for it; never a URL or a body."""
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if status is not None:
        return f"{code} ({status})"
    inner = getattr(error, "reason", error)
    detail = getattr(inner, "strerror", None)
    return f"{type(error).__name__} ({detail})" if detail else type(error).__name__
