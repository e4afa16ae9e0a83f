"""Ways that filters and values take in programs and scripts."""

from __future__ import annotations

import pytest

from tests.extract.test_content import PROGRAM
from tests.kit.hosts import found


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("a.py", "def f():\n    q = 'state eq 1'\n    print(q)\n    return q"),
        ("a.py", "class A:\n    def f(self):\n        self.q = 'state eq 1'\n        log.debug('%s', self.q)"),
        ("a.py", "def f(q):\n    print(q)\n    c.list_nodes('p', filter=q)\nf('state eq 1')"),
        ("a.py", "class A:\n    def search(self, q): c.list_nodes('p', filter=q)\n    def f(self): self.search('state eq 1')"),
        ("a.py", "class A:\n    q = 'state eq 1'\n    def f(self): resources.batch.list_nodes('p', filter=self.q)"),
        ("a.py", "p.add_argument('--filter', default='state eq 1', help='state eq 2')"),
        ("a.cs", 'string q; q = "state eq 1"; Console.WriteLine(q);'),
        ("a.ts", "let q; q = 'state eq 1'; console.log(q);"),
        ("a.java", 'String q; q = "state eq 1"; System.out.println(q);'),
    ],
)
def test_a_filter_that_is_logged_as_well_is_found(name: str, ways: str) -> None:
    assert {text for _, text, _ in found(name, PROGRAM[name].format(ways))} == {"state eq 1"}


def test_selects_of_joined_filters_of_this_library() -> None:
    text = "from odatanodes import Filter\nf = Filter('a eq 1') & Filter('b eq 2')\nf.apply(x, select='id')\n"
    assert ("select", "id", None) in found("a.py", text)
    assert len(found("a.py", text)) == 3


AZ = 'az batch node list --pool-id p --filter "$F"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sh", f'for F in "state eq 1"; do\n{AZ}done\n'),
        ("a.sh", 'declare -A Q=([idle]="state eq 1")\n' + AZ),
        ("a.sh", f'printf -v F "state eq 1"\n{AZ}'),
        ("a.sh", 'flt() { echo "state eq 1"; }\naz batch node list --pool-id p --filter "$(flt)"\n'),
        ("a.sh", 'flt() {\n  if x; then echo "state eq 1"; fi\n}\naz batch node list --pool-id p --filter "$(flt)"\n'),
        ("a.sh", 'cmd="az batch node list --filter \\"state eq 1\\""\neval "$cmd"\n'),
        ("a.sh", f"read -r -d '' F <<'EOF'\nstate eq 1\nEOF\n{AZ}"),
        ("a.sh", f"F=$(cat <<EOF\nstate eq 1\nEOF\n)\n{AZ}"),
        ("a.sh", 'F="state eq 1"\nssh h "az batch node list --filter \\"$F\\""\n'),
        ("a.ps1", 'Invoke-Expression "az batch node list --filter `"state eq 1`""\n'),
        ("a.ps1", '$cmd = "az batch node list --filter `"state eq 1`""\nInvoke-Expression $cmd\n'),
        ("a.ps1", "Get-AzBatchComputeNode -Filter ([uri]::EscapeDataString('state eq 1'))\n"),
        ("a.js", "spawn('az', ['batch', 'node', 'list', '--filter', 'state eq 1']);\n"),
        ("a.cs", 'class A { void F() { Process.Start("az", "batch node list --filter \\"state eq 1\\""); } }\n'),
        ("a.json", '{"command": "az", "args": ["batch", "node", "list", "--filter", "state eq 1"]}\n'),
        ("a.yml", 'env:\n  FILTER: state eq 1\nrun: az batch node list --pool-id p --filter "$FILTER"\n'),
    ],
)
def test_ways_in_scripts(name: str, text: str) -> None:
    assert "state eq 1" in {text for _, text, _ in found(name, text)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sh", 'flt() { echo "state eq 1"; }\nflt\n' + AZ),
        ("a.sh", 'echo "state eq 1"\n' + AZ),
        ("a.ps1", 'Write-Host "az batch node list --filter `"state eq 1`""\naz batch node list\n'),
        ("a.yml", 'env:\n  FILTER: state eq 1\n# az batch node list\nrun: mine --filter "$FILTER"\n'),
        ("a.yml", 'description: state eq 1\nrun: az batch node list --pool-id p --filter "$FILTER"\n'),
    ],
)
def test_what_a_script_prints_is_left_alone(name: str, text: str) -> None:
    assert "state eq 1" not in {text for _, text, _ in found(name, text)}
