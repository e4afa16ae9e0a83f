"""The host languages: one record each, which dispatch, Markdown, the hook's pattern, the editor and `--help` read.

To add a language: a record here, a module with `find`, a seed in tests/kit/host_seeds.py, and the pattern in
.pre-commit-hooks.yaml (a test prints the one that is wanted).
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

__all__ = ["LANGUAGES", "NAMES", "SUFFIXES", "Language", "by_interpreter", "hook_pattern", "name_of_file"]


class Language(Value):
    """A host language.

    `name` is that of its module in this folder. `suffixes` are the ends of files' names in lower case, `files` whole names of
    files, `fences` the words after the fence of a block in Markdown, with the suffix that says most where it is not the first
    one, `editors` the editors' names of it, `interpreters` the programs that a `#!` line names.
    """

    __slots__ = ("editors", "fences", "files", "interpreters", "name", "suffixes")
    __match_args__ = ("name", "suffixes", "files", "fences", "editors", "interpreters")
    name: str
    suffixes: tuple[str, ...]
    files: tuple[str, ...]
    fences: dict[str, str]
    editors: dict[str, str]
    interpreters: tuple[str, ...]

    def __init__(
        self, name: str, suffixes: str, *, files: str = "", fences: str = "", editors: str = "", interpreters: str = ""
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "suffixes", tuple(suffixes.split()))
        set_field(self, "files", tuple(files.split()))
        set_field(self, "fences", _with_suffix(fences, self.suffixes))
        set_field(self, "editors", _with_suffix(editors, self.suffixes))
        set_field(self, "interpreters", tuple(interpreters.split()))


def _with_suffix(words: str, suffixes: tuple[str, ...]) -> dict[str, str]:
    """Return each word of `a b=.x` with the suffix after its `=`, or else the first of a language."""
    pairs = [word.partition("=") for word in words.split()]
    return {word: suffix or suffixes[0] for word, _, suffix in pairs}


LANGUAGES = (
    Language("odata", ".odata", fences="odata", editors="odata"),
    Language(
        "python",
        ".py .pyi .pyw",
        fences="python py python3 pycon pyi ipython ipython3",
        editors="python",
        interpreters="python python3 pypy pypy3",
    ),
    Language(
        "shell",
        ".sh .bash .zsh .ksh .dash .bats .azcli .bashrc .zshrc .profile .bash_profile",
        fences="sh bash shell zsh ksh azurecli azurecli-interactive azcli azcli-interactive console shell-session "
        "shellsession sh-session terminal command cli posh=.ps1",
        editors="bash sh shellscript zsh azcli",
        interpreters="sh bash dash zsh ksh ash bats",
    ),
    Language("batchfile", ".bat .cmd", fences="bat batch cmd dos batchfile", editors="bat"),
    Language(
        "powershell",
        ".ps1 .psm1",
        fences="powershell pwsh ps1 ps powershell-interactive powershell-console azurepowershell azurepowershell-interactive",
        editors="powershell ps1",
        interpreters="pwsh powershell",
    ),
    Language("yaml", ".yml .yaml", fences="yaml=.yaml yml=.yaml azure-pipelines=.yaml github-actions=.yaml", editors="yaml=.yaml"),
    Language("json", ".json .jsonc", fences="json jsonc json5", editors="json jsonc"),
    Language("markdown", ".md .markdown .mdx", editors="markdown"),
    Language("csharp", ".cs .csx", fences="csharp cs c# dotnet", editors="cs csharp"),
    Language("java", ".java", fences="java", editors="java"),
    Language(
        "javascript",
        ".ts .tsx .mts .cts .js .jsx .mjs .cjs",
        fences="typescript ts tsx=.tsx javascript=.js js=.js jsx=.js mjs=.js node=.js nodejs=.js",
        editors="javascript=.js javascriptreact=.jsx typescript typescriptreact=.tsx",
        interpreters="node nodejs deno bun",
    ),
    Language("rst", ".rst", editors="restructuredtext"),
    Language("notebook", ".ipynb", editors="jupyter"),
    Language("http", ".http .rest", fences="http rest", editors="http"),
    Language("dockerfile", ".dockerfile", files="Dockerfile Containerfile", fences="dockerfile docker", editors="dockerfile"),
    Language("makefile", ".mk .mak", files="Makefile makefile GNUmakefile", fences="makefile make", editors="makefile"),
    Language(
        "plain",
        ".r .go .scala .sc .kt .kts .groovy .gradle .tf .hcl .bicep .rb .php .pl .pm .lua .rs .swift .fs .fsx .vb .jl .clj .ex "
        ".exs .dart .sql .toml .ini .tcl .nf .wdl .smk",
        files="Jenkinsfile Vagrantfile Rakefile Snakefile",
        fences="r go golang=.go scala kotlin=.kt kt groovy terraform=.tf hcl bicep ruby=.rb rb php perl=.pl lua rust=.rs swift "
        "fsharp=.fs f#=.fs vb vbnet=.vb julia=.jl",
        editors="r go scala kotlin=.kt groovy terraform=.tf bicep ruby=.rb php perl=.pl lua rust=.rs swift fsharp=.fs vb julia=.jl",
        interpreters="Rscript ruby perl php lua groovy scala",
    ),
)
SUFFIXES = {suffix: language.name for language in LANGUAGES for suffix in language.suffixes}
"""Language by the end of a file's name, in lower case."""
NAMES = {file: language.name for language in LANGUAGES for file in language.files}
"""Language by the name of a file, or by what stands before the first dot in it: `Dockerfile.dev`."""


def name_of_file(path: str) -> str | None:
    """Return the language of a file by its name; None where it is not known, `script` where its first line may tell it."""
    base = path[max(path.rfind("/"), path.rfind("\\")) + 1 :]
    dot = base.rfind(".")
    if dot >= 0:
        found = SUFFIXES.get(base[dot:].lower())
        return found if found is not None else NAMES.get(base[: base.find(".")])
    return NAMES.get(base, "script")


def by_interpreter(first_line: str) -> str | None:
    """Return the suffix of the language that a `#!` line names; None where it names none that is known.

    >>> by_interpreter("#!/usr/bin/env -S python3.11 -u"), by_interpreter("#!/bin/bash -eu")
    ('.py', '.sh')
    """
    if not first_line.startswith("#!"):
        return None
    words = [word.rpartition("/")[2] for word in first_line[2:].split() if not word.startswith("-") and "=" not in word]
    words = words[1:] if words and words[0] == "env" else words
    program = words[0].rstrip("0123456789.") if words else ""
    fitting = (one for one in LANGUAGES if program and program in {name.rstrip("0123456789.") for name in one.interpreters})
    return next((one.suffixes[0] for one in fitting), None)


def hook_pattern() -> str:
    """Return the pattern of files that the hooks are run for, as .pre-commit-hooks.yaml has it."""
    import re

    ends = "|".join(re.escape(suffix[1:]) for suffix in SUFFIXES)
    names = "|".join(re.escape(name) for name in NAMES)
    return rf"(?i)\.({ends})$|(^|/)({names})(\.[^/]*)?$"
