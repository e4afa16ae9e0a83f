"""Functions and types as other languages call them, and what they are in OData.

A function is renamed where the same arguments mean the same, mapped where its arguments change, or explained where no
expression means the same for certain. Tests evaluate each renamed and mapped function beside what it does in its own language.
"""

from __future__ import annotations

__all__ = ["EXPLAINED", "MAPPED", "ONE_BASED", "RENAMED", "TYPE_NAMES"]

_SAME = {
    "ceiling": ("ceil",),
    "concat": ("concatenate",),
    "contains": ("includes", "has_substring", "contain"),
    "endswith": ("ends_with", "endwith"),
    "indexof": ("index_of",),
    "length": ("len", "strlen", "char_length", "character_length"),
    "matchespattern": ("regexp", "regexp_like", "regexmatch", "rlike"),
    "now": ("getutcdate", "utcnow", "sysutcdatetime"),
    "startswith": ("starts_with", "beginswith", "begins_with", "startwith", "hasprefix"),
    "tolower": ("lower", "lcase", "tolowercase", "to_lower", "tolowerinvariant"),
    "toupper": ("upper", "ucase", "touppercase", "to_upper", "toupperinvariant"),
    "trim": ("strip",),
}
RENAMED = {alias: name for name, aliases in _SAME.items() for alias in aliases}
"""The canonical function that takes the same arguments and means the same, by lower-case name."""

MAPPED = {
    "icontains/2": "contains(tolower({0}),tolower({1}))",
    "istartswith/2": "startswith(tolower({0}),tolower({1}))",
    "iendswith/2": "endswith(tolower({0}),tolower({1}))",
    "is_null/1": "({0} eq null)",
    "isnotnull/1": "({0} ne null)",
    "isnull/1": "({0} eq null)",
    "left/2": "substring({0},0,{1})",
    "mid/3": "substring({0},{1-},{2})",
    "substringof/2": "contains({1},{0})",
}
"""What a call with this number of arguments means, by lower-case name; `{1-}` is an argument less one."""

ONE_BASED = {"charindex/2": "indexof({1},{0})", "instr/2": "indexof({0},{1})", "locate/2": "indexof({1},{0})"}
"""Searches that count from 1 and return 0 where nothing is found: `indexof` plus one."""

_EXPLAINED = {
    "write case(x ne null:x,true:…) for a value in place of null": ("coalesce", "ifnull", "nvl", "if_null", "isnull"),
    "write case(condition:value,true:other)": ("if", "iif", "when"),
    "write contains(x,'…'), startswith(x,'…') or matchesPattern(x,'…')": ("like", "ilike"),
    "write x/$count for the number of items of a collection": ("count",),
    "write x/$count for the number of items of a collection, length(x) for that of characters": ("size",),
    "write x/any() for whether a collection has an item": ("exists",),
    "write x ne null and x ne ''": ("isnotempty", "isnotblank"),
    "write x eq null, or x eq '' for an empty string": ("isempty", "isblank", "isnullorempty", "isnullorwhitespace"),
    "write the difference with sub: a sub b": ("datediff", "timediff", "date_diff"),
    "write the sum with add: a add duration'P1D'": ("dateadd", "date_add", "adddays", "addhours"),
    "write the instant itself: DateTime'2025-11-22T22:22:27Z'": ("datetime", "todatetime", "to_date", "to_timestamp", "parse"),
    "write cast(x,Edm.String), or another type": ("convert", "str", "tostring", "string", "int", "toint", "float", "bool"),
    "now() is the current instant in UTC, date(now()) the day": (
        "today",
        "getdate",
        "sysdate",
        "current_timestamp",
        "current_date",
    ),
    "write the duration itself: duration'PT1H'": (
        *("timedelta", "timespan", "totimespan", "make_timespan", "interval"),
        *("fromdays", "fromhours", "fromminutes", "fromseconds"),
    ),
    "trim(x) removes the blanks at both ends": ("ltrim", "rtrim", "lstrip", "rstrip", "trimstart", "trimend"),
    "matchesPattern(x,'^…$') finds a pattern anywhere unless it begins with ^ and ends with $": ("matches", "regex"),
    "substring(x,start,length) counts from 0": ("substr", "mid", "slice"),
    "write substring(x,length(x) sub n) for the last n characters": ("right",),
    "indexof(x,'…') counts from 0, and is -1 where nothing is found": (
        "strpos",
        "position",
        "find",
        "charindex",
        "instr",
        "locate",
    ),
    "write concat(a,concat('-',b)) with the separator": ("concat_ws", "join"),
    "write tolower(a) eq tolower(b)": ("casefold", "equalsignorecase"),
    "OData has no such function; compare the parts": (
        "replace",
        "split",
        "reverse",
        "abs",
        "mod",
        "dayofweek",
        "weekday",
        "datalength",
    ),
}
EXPLAINED = {alias: advice for advice, aliases in _EXPLAINED.items() for alias in aliases}
"""The whole advice for functions that no expression stands for."""

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
