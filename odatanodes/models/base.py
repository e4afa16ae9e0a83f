"""What the models share: wire names, unknown properties kept, values as the wire has them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from odatanodes.models.index import WIRE_NAMES

_E = TypeVar("_E", bound=StrEnum)

Open = Annotated[_E | str, Field(union_mode="left_to_right"), PlainSerializer(str, return_type=str)]
"""A member of an enumeration, or a str where the service has grown a value this library does not know."""
Int32 = Annotated[int, Field(strict=True, json_schema_extra={"format": "int32"})]
"""Edm.Int32. Strict, because `"5"` or `true` read as a number would not go back onto the wire as it came."""
Bool = Annotated[bool, Field(strict=True)]
"""Edm.Boolean; strict for the same reason."""


def _wire_name(attribute: str) -> str:
    return WIRE_NAMES.get(attribute) or to_camel(attribute)


class Definition(BaseModel):
    """Base of all definitions: built from wire names or Python names, dumped with `by_alias=True` or `to_wire`.

    Properties the reference does not list are kept (`model_extra`). Dumps hold what the wire holds, in Python mode as well:
    enumeration members and timestamps as str.
    """

    model_config = ConfigDict(
        alias_generator=_wire_name, populate_by_name=True, extra="allow", defer_build=True, use_attribute_docstrings=True
    )

    def to_wire(self) -> dict[str, Any]:
        """Return the object as it came over the wire: REST names, exact times, and nothing that was not there."""
        return self.model_dump(by_alias=True, exclude_unset=True)
