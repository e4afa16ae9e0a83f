"""`TimeSpan`: a duration of the wire as a Python timedelta that keeps every digit.

The service writes durations with seven fractional digits (`P10675199DT2H48M5.4775807S` for "no limit"), a timedelta holds six.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from odatanodes import edm

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_MICRO = 10**6
"""Picoseconds in a microsecond."""


class TimeSpan(datetime.timedelta):
    """A timedelta that remembers the text it was read from: `wire`, and the exact duration: `duration`.

    Comparison, hash and arithmetic are those of timedelta, in microseconds (cut, not rounded).

    >>> limit = TimeSpan("P10675199DT2H48M5.4775807S")
    >>> str(limit), limit.days, limit > datetime.timedelta(days=1)
    ('P10675199DT2H48M5.4775807S', 10675199, True)
    """

    __slots__ = ("_wire",)
    _wire: str

    def __new__(cls, text: str) -> Self:
        """Read an ISO 8601 duration of days, hours, minutes and seconds; raises ValueError for another form."""
        duration = edm.Duration.parse(text)
        cut = abs(duration.picoseconds) // _MICRO
        try:
            new = super().__new__(cls, microseconds=-cut if duration.picoseconds < 0 else cut)
        except OverflowError as error:
            raise ValueError(f"more days than a timedelta can hold: {text!r}") from error
        new._wire = text
        return new

    @property
    def wire(self) -> str:
        """The text as it was read."""
        return self._wire

    @property
    def duration(self) -> edm.Duration:
        """The exact duration."""
        return edm.Duration.parse(self._wire)

    def __str__(self) -> str:
        return self._wire

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._wire!r})"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return type(self), (self._wire,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept wire text, TimeSpans and timedeltas; dump the wire text, in Python mode as well."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return what JSON Schema says of a duration."""
        return {"type": "string", "format": "duration"}

    @classmethod
    def _validate(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, datetime.timedelta | edm.Duration):
            return cls(str(edm.from_python(value) if isinstance(value, datetime.timedelta) else value))
        if not isinstance(value, str):
            raise ValueError(f"not a duration: {value!r}")  # noqa: TRY004 - pydantic collects ValueErrors
        return cls(value)
