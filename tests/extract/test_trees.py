"""What the languages of tree-sitter have in common: hostile files, broken ones, missing parsers, fixes, comments that silence."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("tree_sitter", reason="the parsers are in the extra languages")

from odatanodes.base.files import Source, decode
from odatanodes.extract import Skipped, extract
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed
from tests.kit.hosts import assert_sound, marked
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

CS = "using Microsoft.Azure.Batch;\nclass A {{\n  void M(string p) {{\n{}\n  }}\n}}\n"
JAVA = "import com.azure.compute.batch.models.*;\nclass A {{\n  void m(String p) {{\n{}\n  }}\n}}\n"
JS = "import {{ BatchClient }} from '@azure/batch';\nfunction m(p) {{\n{}\n}}\n"
HOSTS = {"a.cs": CS, "a.java": JAVA, "a.ts": JS, "a.js": JS}
CALLS = {
    "a.cs": "job.ListTasks(new ODATADetailLevel({}));",
    "a.java": "new BatchTasksListOptions().setFilter({});",
    "a.ts": "client.listTasks(p, {{ filter: {} }});",
    "a.js": "client.listTasks(p, {{ filter: {} }});",
}
GOOD = {name: host.format(CALLS[name].format("\"state eq 'active'\"")) for name, host in HOSTS.items()}


def host(name: str, value: str, before: str) -> str:
    return HOSTS[name].format(f"{before}\n{CALLS[name].format(value)}")


# --- enumerations ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("a.cs", "$\"state eq '{kind}'\"", ["ODN304"]),
        ("a.cs", "$\"state eq '{Kind.Wat}'\"", ["ODN304"]),
        ("a.cs", "$\"state eq '{Kind.Active}'\"", []),
        ("a.cs", '"state eq \'" + Kind.Active.ToString().ToLower() + "\'"', []),
        ("a.cs", '$"state eq {kind}"', ["ODN303"]),
        ("a.cs", "$\"state eq '{good}'\"", []),
        ("a.cs", "$\"state eq '{mine}'\"", []),
        ("a.java", '"state eq \'" + kind + "\'"', ["ODN304"]),
        ("a.java", "String.format(\"state eq '%s'\", Kind.Wat)", ["ODN304"]),
        ("a.java", "String.format(\"state eq '%s'\", good.name().toLowerCase())", []),
        ("a.java", '"state eq \'" + mine + "\'"', []),
        ("a.ts", "`state eq '${kind}'`", ["ODN304"]),
        ("a.ts", "`state eq '${good}'`", []),
        ("a.ts", "`state eq '${text}'`", ["ODN304"]),
    ],
)
def test_members_of_enumerations(name: str, value: str, expected: list[str]) -> None:
    hosts = {
        "a.cs": "using Microsoft.Azure.Batch;\nenum Kind {{ Active, Wat }} enum Good {{ active, completed }}\n"
        "class P {{ void M(Kind kind, Good good, JobState mine) {{ job.ListJobs(new ODATADetailLevel({})); }} }}\n",
        "a.java": "import com.azure.compute.batch.models.*;\nenum Kind {{ Active, Wat }} enum Good {{ ACTIVE, COMPLETED }}\n"
        'enum Mine {{ A("active"); String v; public String toString() {{ return v; }} }}\n'
        "class P {{ void m(Kind kind, Good good, Mine mine) {{ new BatchJobsListOptions().setFilter({}); }} }}\n",
        "a.ts": "import {{ BatchClient }} from '@azure/batch';\n"
        "enum Kind {{ A = 'active', W = 'wat' }} enum Good {{ A = 'active' }}\n"
        "type Text = 'active' | 'wat';\n"
        "function m(kind: Kind, good: Good, text: Text) {{ client.listJobs({{ filter: {} }}); }}\n",
    }
    text = hosts[name].format(value)
    assert [code for _, code, _ in marked(name, text)] == expected


# --- hostile and broken files --------------------------------------------------------------------------------------------

DECLARED = {"a.cs": "string", "a.java": "String", "a.ts": "const", "a.js": "const"}


@pytest.mark.parametrize("name", HOSTS)
def test_texts_that_double_are_bounded(name: str) -> None:
    word = DECLARED[name]
    lines = [f'{word} v0 = "x";', *(f"{word} v{number} = v{number - 1} + v{number - 1};" for number in range(1, 24))]
    with pytest.raises(Skipped, match="puts together more text than a check reads"):
        extract(Source(name, host(name, "v23", "\n".join(lines))))


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize(
    "text",
    [
        "a<" * 20_000,
        "!}\n" * 20_000,
        "(/;\n" * 20_000,
        "{" * 20_000,
        '"' * 20_000,
        "/*]" * 20_000,
        "x=>" * 20_000,
        '"a" + ' * 20_000,
        "b ? 1 : " * 20_000,
    ],
    ids=lambda value: repr(value)[:30],
)
def test_texts_that_are_no_program_are_passed_over(name: str, text: str) -> None:
    with pytest.raises(Skipped, match=name):
        extract(Source(name, GOOD[name] + text))


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize(
    "text",
    [
        "f(" * 300 + ")" * 300 + ";",
        "x" + ".y(1)" * 20_000 + ";",
        "int[] z = {" + "1," * 20_000 + "1};",
        "z = " + "-" * 20_000 + "1;",
        "z = '" + "é\U0001f600" * 20_000 + "';",
        "\0\0\0",
        "\ufeff",
    ],
    ids=lambda text: text[:12],
)
def test_long_and_odd_texts_are_read(name: str, text: str) -> None:
    [one] = extract(Source(name, GOOD[name] + text))
    assert one.text == "state eq 'active'"


def test_a_very_large_file_is_passed_over() -> None:
    with pytest.raises(Skipped, match=r"^'a\.cs' is too large to be parsed$"):
        extract(Source("a.cs", GOOD["a.cs"] + "// " + "x" * 2_000_000))


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTS)
def test_broken_programs_give_notes_at_most(name: str) -> None:
    mixed = random.Random(name)  # the same texts in every run
    whole = GOOD[name] + GOOD[name].replace("active", "{x} \U0001f600 \\u00e9 ${y}")
    for _ in range(150):
        text = list(whole)
        for _ in range(mixed.randrange(1, 8)):
            at = mixed.randrange(len(text))
            text[at : at + mixed.choice([0, 0, 1, 1, 5, 40])] = mixed.choice(
                ["", '"', "'", "`", "{", "}", "(", "\n", "\0", "$", "<", "\\"]
            )
        broken = "".join(text)
        with contextlib.suppress(Skipped):
            assert_sound(extract(Source(name, broken)), broken)
            check_source(Source(name, broken), Config())


@pytest.mark.parametrize("name", HOSTS)
def test_every_beginning_of_a_file_is_read(name: str) -> None:
    for end in range(0, len(GOOD[name]), 3):
        assert_sound(extract(Source(name, GOOD[name][:end])), GOOD[name])


# --- places ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTS)
def test_places_after_characters_of_every_width(name: str) -> None:
    before = "// \U0001f600 é 漢 " + "ü" * 200 + "\n"
    for bom in (b"", b"\xef\xbb\xbf"):
        source = decode(name, bom + (before + GOOD[name]).encode())
        [one] = extract(source)
        start, end = one.host_span((0, len(one.text)))
        assert source.text[start:end] == one.text


@pytest.mark.parametrize("name", ["a.js", "a.ts"])
def test_line_ends_and_blanks_that_are_not_ascii(name: str) -> None:
    text = JS.format("// a note\u2028" + CALLS[name].format("\"state eq 'é'\"").replace(" ", "\u00a0", 1))
    [one] = extract(Source(name, text))
    assert text[slice(*one.host_span((0, len(one.text))))] == "state eq 'é'"


# --- the command ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTS)
def test_fixes_touch_nothing_but_the_expression(name: str) -> None:
    text = HOSTS[name].format(CALLS[name].format("\"state EQ 'active' and id eq 'b'\""))
    new, made = fixed(Source(name, text), Config(), None, local=False)
    assert made
    assert new.text == text.replace("EQ", "eq")


@pytest.mark.parametrize("value", ["'state EQ \\'active\\''", "`state EQ '${p}'`"])
def test_fixes_in_other_quotes(value: str) -> None:
    text = JS.format(CALLS["a.ts"].format(value))
    new, _ = fixed(Source("a.ts", text), Config(), None, local=False)
    assert new.text == text.replace("EQ", "eq")


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("comment", ["// odatanodes: ignore[ODN201]", "/* odatanodes: ignore[ODN2] */", "// odatanodes: ignore"])
def test_comments_silence(name: str, comment: str) -> None:
    call = CALLS[name].format('"stat eq 1"')
    assert [f.diagnostic.code for f in check_source(Source(name, HOSTS[name].format(call)), Config())[1]] == ["ODN201"]
    for lines in (f"{call} {comment}", f"{comment}\n{call}"):
        assert check_source(Source(name, HOSTS[name].format(lines)), Config())[1] == []
    other = CALLS[name].format("\"id eq 'x'\"") + f" {comment}"
    assert [f.diagnostic.code for f in check_source(Source(name, HOSTS[name].format(other)), Config())[1]] == ["ODN540"]


@pytest.mark.parametrize("name", HOSTS)
def test_functions_of_ones_own(name: str) -> None:
    text = HOSTS[name].format('FindNodes("a eq 1");\nx.FindNodes(b ? "b eq 2" : "c eq 3", 5);')
    found = extract(Source(name, text), {"My.Package.FindNodes": "list-nodes"})
    assert [(one.text, one.api) for one in found] == [(text, "list-nodes") for text in ("a eq 1", "b eq 2", "c eq 3")]


def test_without_the_parsers_files_are_skipped_and_said_so(tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "other.cs").write_text("class Batch { string filter; }\n", encoding="utf-8")  # nothing to be found
    code = "import sys; sys.modules['tree_sitter'] = None; from odatanodes.cli import main; sys.exit(main(['check', '.']))"
    done = run_python("-c", code, cwd=tmp_path)
    assert done.code == 0, done.err
    said = [line for line in done.err.splitlines() if "skipped: '" in line]
    assert said == [
        f"odatanodes: skipped: '{name}' holds {language}, which needs odatanodes[languages]"
        for name, language in [("a.cs", "C#"), ("a.java", "Java"), ("a.js", "JavaScript"), ("a.ts", "TypeScript")]
    ]


def test_files_that_hold_nothing_load_no_parser(tmp_path: Path) -> None:
    (tmp_path / "a.cs").write_text("class Batch { string filter = select; }\n", encoding="utf-8")
    (tmp_path / "a.ts").write_text("import { Batch } from 'x'; f({ filter: 'a' });\n", encoding="utf-8")
    code = "import sys; from odatanodes.cli import main; main(['check', '.']); print('tree_sitter' in sys.modules)"
    assert run_python("-c", code, cwd=tmp_path).out.strip() == "False"
