"""Functions and types as other languages call them, and what they are here.

A function's entry is (its name here, how its arguments go over): "same" order, "swapped" (two arguments exchanged), "null" (a
comparison with null), or "help", where the first part is the whole advice.
"""

from __future__ import annotations

__all__ = ["FOREIGN", "TYPE_NAMES"]

_SAME = {
    "ceiling": ("ceil",),
    "concat": ("concatenate", "concat_ws"),
    "contains": ("includes", "icontains", "has_substring", "contain"),
    "endswith": ("ends_with", "iendswith", "endwith"),
    "indexof": ("instr", "index_of", "strpos"),
    "length": ("len", "strlen", "size", "char_length", "datalength"),
    "matchespattern": ("matches", "regex", "regexp", "regexp_like", "regexmatch", "rlike"),
    "now": ("getdate", "getutcdate", "utcnow", "current_timestamp", "sysdate", "sysutcdatetime", "today"),
    "startswith": ("starts_with", "beginswith", "begins_with", "istartswith", "startwith", "hasprefix"),
    "substring": ("substr", "mid", "left"),
    "tolower": ("lower", "lcase", "tolowercase", "to_lower", "tolowerinvariant", "casefold"),
    "toupper": ("upper", "ucase", "touppercase", "to_upper", "toupperinvariant"),
    "trim": ("strip", "ltrim", "rtrim"),
}
_SWAPPED = {"contains": ("substringof",), "indexof": ("charindex", "locate")}
_NULL = ("isnull", "is_null", "isempty", "isblank")
_HELP = {
    "write case(x ne null:x,true:…) for a value in place of null": ("coalesce", "ifnull", "nvl", "if_null"),
    "write case(condition:value,true:other)": ("if", "iif", "when"),
    "write contains(x,'…'), startswith(x,'…') or matchesPattern(x,'…')": ("like", "ilike"),
    "write x/$count for how many items a collection has": ("count",),
    "write x/any() for whether a collection has an item": ("exists",),
    "write the difference with sub: a sub b": ("datediff", "timediff", "date_diff"),
    "write the sum with add: a add duration'P1D'": ("dateadd", "date_add", "adddays", "addhours"),
    "write the instant itself: DateTime'2025-11-22T22:22:27Z'": ("datetime", "todatetime", "to_date", "to_timestamp", "parse"),
    "write cast(x,Edm.String), or another type": ("convert", "str", "tostring", "string", "int", "toint", "float", "bool"),
    "OData has no such function; compare the parts": ("replace", "split", "reverse", "abs", "mod", "dayofweek", "weekday"),
}

FOREIGN: dict[str, tuple[str, str]] = {
    **{alias: (name, "same") for name, aliases in _SAME.items() for alias in aliases},
    **{alias: (name, "swapped") for name, aliases in _SWAPPED.items() for alias in aliases},
    **dict.fromkeys(_NULL, ("", "null")),
    **{alias: (advice, "help") for advice, aliases in _HELP.items() for alias in aliases},
}

TYPE_NAMES = {
    **dict.fromkeys(("string", "str", "text", "varchar", "nvarchar", "char"), "Edm.String"),
    **dict.fromkeys(("int", "integer", "int32", "number"), "Edm.Int32"),
    **dict.fromkeys(("long", "bigint", "int64"), "Edm.Int64"),
    **dict.fromkeys(("float", "real", "double"), "Edm.Double"),
    **dict.fromkeys(("bool", "boolean", "bit"), "Edm.Boolean"),
    **dict.fromkeys(("datetime", "datetime2", "timestamp", "datetimeoffset"), "Edm.DateTimeOffset"),
    **dict.fromkeys(("timedelta", "timespan", "duration", "interval"), "Edm.Duration"),
    **dict.fromkeys(("uuid", "guid", "uniqueidentifier"), "Edm.Guid"),
    "date": "Edm.Date",
    "decimal": "Edm.Decimal",
    "time": "Edm.TimeOfDay",
    "timeofday": "Edm.TimeOfDay",
}
