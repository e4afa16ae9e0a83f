"""Types of properties that List Nodes does not have: Edm.Int64 as a JSON string, Edm.Double, Edm.Binary, objects of any shape."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

__all__ = ["Base64", "Double", "Int64", "Json"]


def _from_text(value: object) -> object:
    """Read the digits of a JSON string; anything but a string or an int is left for pydantic to refuse."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value, re.ASCII):
        return int(value)
    return value


Int64 = Annotated[
    int,
    BeforeValidator(_from_text),
    Field(strict=True, json_schema_extra={"format": "int64"}),
    PlainSerializer(str, return_type=str),
]
"""Edm.Int64: an int in Python, a JSON string of digits on the wire."""
Double = Annotated[float, Field(strict=True)]
"""Edm.Double."""
Base64 = Annotated[str, Field(json_schema_extra={"format": "byte"})]
"""Edm.Binary, as the text of the wire."""
Json = dict[str, Any]
"""A JSON object of any shape."""
