"""Finds expressions in languages that tree-sitter parses: C#, Java, JavaScript, TypeScript."""
