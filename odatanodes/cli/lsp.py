"""Serve an editor as a language server over standard input and output: findings while typing, hover, completion, fixes, formatting.

Works in .odata files and in the strings of programs that 'odatanodes check' reads. The configuration is [tool.odatanodes] of the
pyproject.toml of the workspace, which is read again when it changes. An editor starts this command, by its configuration.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import note, service_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
install it where the editor finds it:  pip install 'odatanodes[lsp]'  ('odatanodes[lsp,languages]' for C#, Java, YAML, …)

Neovim 0.11 or later, in init.lua:
  vim.filetype.add({ extension = { odata = "odata" } })
  vim.lsp.config("odatanodes", { cmd = { "odatanodes", "lsp" }, root_markers = { "pyproject.toml", ".git" },
    filetypes = {
      EDITORS } })
  vim.lsp.enable("odatanodes")

Helix, in languages.toml (for programs: add "odatanodes" to the language-servers of their language):
  [language-server.odatanodes]
  command = "odatanodes"
  args = ["lsp"]
  [[language]]
  name = "odata"
  scope = "source.odata"
  file-types = ["odata"]
  comment-tokens = "#"
  language-servers = ["odatanodes"]

Emacs 29 or later, for any mode:
  (with-eval-after-load 'eglot (add-to-list 'eglot-server-programs '(python-mode . ("odatanodes" "lsp"))))

VS Code needs an extension that starts any server, such as 'Generic LSP Client (v2)' (zsol.vscode-glspc); in settings.json:
  "glspc.server.command": "odatanodes",
  "glspc.server.commandArguments": ["lsp"],
  "glspc.server.languageId": ["plaintext",
      EDITORS]

arguments after 'lsp' in each of them:
  odatanodes lsp --api list-nodes    .odata files are for List Nodes: show what the service refuses
  odatanodes lsp --local             filters are evaluated locally: do not show what a service refuses

exit codes: 0 the editor ended the session, 1 it disconnected without that, 2 wrong use or the extra is not installed
"""


def epilog() -> str:
    """Return what --help prints below the options, with the names that editors have for the languages."""
    from textwrap import fill

    from odatanodes.extract.languages import LANGUAGES

    names = ", ".join(f'"{name}"' for language in LANGUAGES for name in language.editors)
    return EXAMPLES.replace("EDITORS", fill(names, 110, subsequent_indent="      "))


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments, which mean what they mean to `check`."""
    parser.add_argument("--api", metavar="API", help="list API assumed for expressions whose API is not known, such as list-nodes")
    parser.add_argument(
        "--local", action="store_true", help="do not report what a service refuses: the filters are evaluated locally"
    )
    parser.add_argument("--stdio", action="store_true", help="communicate over standard input and output, which is always the case")


def run(args: Namespace) -> int:
    """Serve until the editor takes leave."""
    if args.api is not None:
        service_named(args.api)
    if sys.stdin is None:
        raise InputError("standard input is closed")
    if sys.stdin.isatty():
        note("odatanodes: waiting for an editor: this command is started by one, as 'odatanodes lsp --help' shows; Ctrl-C ends it")
    try:
        from odatanodes.lsp.serve import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("odatanodes"):
            raise
        raise InputError(f"'lsp' needs the package '{error.name}': pip install 'odatanodes[lsp]'") from None
    return serve(args.api, local=args.local)
