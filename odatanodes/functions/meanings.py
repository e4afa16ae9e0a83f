"""What operators and other words of an expression mean, in one line each, for editors (functions: table.py).

Source: OData 4.01 URL Conventions 5.1.1; how null is read is named in each line where it may surprise.
"""

from __future__ import annotations

__all__ = ["WORD_MEANINGS"]

WORD_MEANINGS: dict[str, str] = {
    "add": "the sum; null where one side is",
    "all": "whether the condition is true for every item of a collection; true for an empty one",
    "and": "whether both sides are true",
    "any": "whether the condition is true for an item of a collection; `any()`: whether there is one",
    "case": "the value behind the first condition that is true; null where none is",
    "cast": "the value as another type; null where it has none",
    "div": "the quotient; of whole numbers the whole part",
    "divby": "the quotient with its fraction",
    "eq": "whether both sides are equal; null equals null only",
    "false": "the value false",
    "ge": "whether the left side is greater or equal; two nulls are equal",
    "gt": "whether the left side is greater; false where one is null",
    "has": "whether a value has a flag of an enumeration",
    "in": "whether the left side is one of the values in the list",
    "inf": "infinity",
    "isof": "whether the value is of a type",
    "le": "whether the left side is less or equal; two nulls are equal",
    "lt": "whether the left side is less; false where one is null",
    "mod": "what is left of a division, with the sign of the left side",
    "mul": "the product; null where one side is",
    "nan": "not a number; it equals nothing",
    "ne": "whether the sides differ; a value that is missing differs from every other",
    "not": "whether the condition is false; null stays null, which keeps no node",
    "null": "no value",
    "or": "whether a side is true",
    "sub": "the difference; null where one side is",
    "true": "the value true",
    "$count": "how many items a collection has",
    "$filter": "the items of a collection for which a condition is true",
    "$it": "the thing that is filtered",
    "$root": "the root of the service",
    "$this": "the item that is filtered here",
}
