"""Convert findings, completions, actions and edits to types of the protocol, and ranges and changes of an editor to spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from odatanodes.lsp.documents import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.diagnostics import Span
    from odatanodes.lint.edit import Edit
    from odatanodes.lint.finding import Finding
    from odatanodes.lsp.actions import Action
    from odatanodes.lsp.complete import Completion
    from odatanodes.lsp.documents import Document
    from odatanodes.lsp.positions import Positions

__all__ = ["change_of", "code_action", "completion_item", "diagnostic", "markdown", "range_of", "span_of", "text_edits"]

_KINDS = {
    "property": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "operator": lsp.CompletionItemKind.Operator,
    "keyword": lsp.CompletionItemKind.Keyword,
    "function": lsp.CompletionItemKind.Function,
    "variable": lsp.CompletionItemKind.Variable,
    "type": lsp.CompletionItemKind.Class,
}


def range_of(positions: Positions, span: Span) -> lsp.Range:
    """Return a span as lines and characters."""
    start, end = (lsp.Position(*positions.position(offset)) for offset in span)
    return lsp.Range(start, end)


def span_of(positions: Positions, range: lsp.Range) -> Span:
    """Return a range as offsets."""
    return positions.offset(range.start.line, range.start.character), positions.offset(range.end.line, range.end.character)


def change_of(change: lsp.TextDocumentContentChangeEvent) -> Change:
    """Return a change of a part of a text, or of all of it."""
    if isinstance(change, lsp.TextDocumentContentChangePartial):
        start, end = change.range.start, change.range.end
        return Change(change.text, (start.line, start.character), (end.line, end.character))
    return Change(change.text)


def markdown(text: str) -> lsp.MarkupContent:
    """Return a text for a person."""
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, text)


def text_edits(positions: Positions, edits: Iterable[Edit]) -> list[lsp.TextEdit]:
    """Return edits of a text."""
    return [lsp.TextEdit(range_of(positions, (start, end)), text) for start, end, text in edits]


def diagnostic(finding: Finding, positions: Positions) -> lsp.Diagnostic:
    """Return a finding; a comment that silences nothing is shown as what is not needed."""
    what = finding.diagnostic
    return lsp.Diagnostic(
        range_of(positions, finding.span),
        f"{what.message}; {what.help}" if what.help else what.message,
        severity=lsp.DiagnosticSeverity.Error if what.severity == "error" else lsp.DiagnosticSeverity.Warning,
        code=what.code,
        source="odatanodes",
        tags=[lsp.DiagnosticTag.Unnecessary] if what.code == "ODN540" else None,
    )


def completion_item(one: Completion, place: lsp.Range, number: int, *, snippets: bool) -> lsp.CompletionItem:
    """Return what can be written in a place; `number` is its rank, `snippets` whether the editor knows tab stops."""
    snippet = one.snippet if snippets else ""
    return lsp.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=markdown(one.page) if one.page else None,
        sort_text=f"{number:04}",
        filter_text=one.text.strip(),
        insert_text_format=lsp.InsertTextFormat.Snippet if snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(place, snippet or one.text),
    )


def code_action(one: Action, uri: str, document: Document, positions: Positions, kind: str, *, versioned: bool) -> lsp.CodeAction:
    """Return an action; `versioned`: its edits are for this version of the document only."""
    edits = text_edits(positions, one.edits)
    if versioned:
        identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri, document.version)
        edit = lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identifier, list(edits))])
    else:
        edit = lsp.WorkspaceEdit(changes={uri: edits})
    about = [diagnostic(one.finding, positions)] if one.finding else None
    return lsp.CodeAction(one.title, kind, diagnostics=about, is_preferred=one.preferred or None, edit=edit)
