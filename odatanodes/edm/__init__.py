"""EDM types and values: what the literals of an expression and the properties of a node can be.

Values are exact and immutable: instants in picoseconds, unbounded integers, Decimal. `types` has the types, `dates` instants,
dates, times and durations, `values` the other values and the type of any value, `python` the conversion of Python values, and
`written` which values a literal can write.
Sources: OData 4.01 CSDL 3.3 (primitive types); OData ABNF section 7 (literals).
"""

from __future__ import annotations

from odatanodes.edm.dates import DAY, PICO, Date, DateTimeOffset, Duration, TimeOfDay
from odatanodes.edm.python import from_python
from odatanodes.edm.types import (
    ANY,
    BINARY,
    BOOLEAN,
    BYTE,
    DATE,
    DATE_TIME_OFFSET,
    DECIMAL,
    DOUBLE,
    DURATION,
    GEOGRAPHY,
    GEOMETRY,
    GUID,
    INT16,
    INT32,
    INT64,
    INTEGERS,
    NULL,
    NUMBERS,
    PRIMITIVES,
    SBYTE,
    SHAPES,
    SINGLE,
    STREAM,
    STRING,
    TIME_OF_DAY,
    CollectionType,
    EnumType,
    PrimitiveType,
    StructuredType,
    Type,
)
from odatanodes.edm.values import EnumValue, Geo, type_of
from odatanodes.edm.written import unwritable

__all__ = [
    "ANY",
    "BINARY",
    "BOOLEAN",
    "BYTE",
    "DATE",
    "DATE_TIME_OFFSET",
    "DAY",
    "DECIMAL",
    "DOUBLE",
    "DURATION",
    "GEOGRAPHY",
    "GEOMETRY",
    "GUID",
    "INT16",
    "INT32",
    "INT64",
    "INTEGERS",
    "NULL",
    "NUMBERS",
    "PICO",
    "PRIMITIVES",
    "SBYTE",
    "SHAPES",
    "SINGLE",
    "STREAM",
    "STRING",
    "TIME_OF_DAY",
    "CollectionType",
    "Date",
    "DateTimeOffset",
    "Duration",
    "EnumType",
    "EnumValue",
    "Geo",
    "PrimitiveType",
    "StructuredType",
    "TimeOfDay",
    "Type",
    "from_python",
    "type_of",
    "unwritable",
]
