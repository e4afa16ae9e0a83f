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
