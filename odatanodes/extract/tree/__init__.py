"""What the languages that tree-sitter parses have in common: the tree, its names, its texts, and where options are sent.

Comes in: a `Source` and the rules of one language (`csharp`, `java`, `javascript` beside this folder). Goes out: expressions.
Flow: parse (text -> tree) -> finder (one walk: names, calls, options) -> flows (which list API) -> texts (drafts of values).
Nothing here recurses as deep as a program is nested, and what a file can make of itself is bounded by its size.
"""
