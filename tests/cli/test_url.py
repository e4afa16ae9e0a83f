"""`odatanodes url`: the URL of a request, or the reason why there is none."""

from __future__ import annotations

import pytest

from tests.kit.cli import one_line_error
from tests.kit.support import run_command

ACCOUNT = ("--endpoint", "https://account.region.batch.azure.com/", "--pool", "p 1/ü")
START = "https://account.region.batch.azure.com/pools/p%201%2F%C3%BC/nodes?api-version=2025-06-01"


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ((), ""),
        (
            ("-f", "state  EQ 'idle' and lastBootTime lt 2025-11-22T22:22:27.50Z", "-s", "id, state"),
            "&$filter=state%20eq%20'idle'%20and%20lastBootTime%20lt%20DateTime'2025-11-22T22:22:27.5Z'&$select=id,state",
        ),
        (("--max-results", "10", "--timeout", "5"), "&timeOut=5&maxresults=10"),
        (("-f", "vmSize eq 'a&b+c'", "--no-check"), "&$filter=vmSize%20eq%20'a%26b%2Bc'"),
        (("-f", "no = filter", "--no-check"), "&$filter=no%20=%20filter"),
    ],
)
def test_url(arguments: tuple[str, ...], query: str) -> None:
    done = run_command("url", *ACCOUNT, *arguments)
    assert (done.code, done.out, done.err) == (0, f"{START}{query}\n", "")


def test_what_the_service_refuses_is_not_printed() -> None:
    done = run_command("url", *ACCOUNT, "-f", "state eq 'idle' and vmSize eq 'a1'")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("odatanodes: the service refuses this; 'odatanodes plan' shows what can be sent\n")
    assert "error[ODN401]" in done.err
    assert "^^^^^^" in done.err


@pytest.mark.parametrize(("option", "code"), [("-f", "ODN201"), ("-s", "ODN201")])
def test_a_wrong_expression_is_not_printed(option: str, code: str) -> None:
    done = run_command("url", *ACCOUNT, option, "stat" if option == "-s" else "stat eq 'idle'")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error[{code}]")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--endpoint", "account.region.batch.azure.com", "--pool", "p1"), "it looks like https://account.region.batch.azure.com"),
        (("--endpoint", "https://h", "--pool", ".."), "--pool: '..' is not a pool ID"),
        (("--endpoint", "https://h", "--pool", ""), "--pool: '' is not a pool ID"),
        (("--endpoint", "https://h", "--pool", "p", "--max-results", "1001"), "--max-results: "),
        (("--endpoint", "https://h", "--pool", "p", "--timeout", "0"), "--timeout: "),
    ],
)
def test_values_that_no_request_has(arguments: tuple[str, ...], message: str) -> None:
    done = run_command("url", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in one_line_error(done.err)


@pytest.mark.parametrize("arguments", [(), ("--pool", "p"), ("--endpoint", "https://h"), (*ACCOUNT, "--max-results", "ten")])
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    done = run_command("url", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "usage: odatanodes url" in done.err
