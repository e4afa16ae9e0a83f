"""The Authorization header of a request: its form is checked, not the token or signature.

Source: reference "Nodes - List Nodes" (2025-06-01), Security; Batch documentation, Authenticate requests.
"""

from __future__ import annotations

import re

from odatanodes.emulator.errors import RefusalError
from odatanodes.request.constants import AUTHORIZATION_URL

_ACCEPTED = re.compile(r"Bearer +[\w.~+/-]+=*|SharedKey +[^\s:]+:[A-Za-z0-9+/]+={0,2}", re.ASCII | re.IGNORECASE)
_MESSAGE = (
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the "
    "signature."
)


def check_authorization(header: str | None) -> None:
    """Raise RefusalError unless the header is `Bearer TOKEN` or `SharedKey ACCOUNT:SIGNATURE`: 401 without one, else 403."""
    if header is not None and _ACCEPTED.fullmatch(header.strip()):
        return
    detail = "the request has no Authorization header" if header is None else "the header is not 'Bearer …' or 'SharedKey …'"
    error = RefusalError(401 if header is None else 403, "AuthenticationFailed", _MESSAGE, AuthenticationErrorDetail=detail)
    if header is None:
        error.headers["www-authenticate"] = f'Bearer authorization_uri="{AUTHORIZATION_URL}"'
    raise error
