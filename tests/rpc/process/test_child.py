"""`pacts serve --child`: a daemon of one run that keeps what it learned for the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pacts
from pacts.session.daemon import DaemonNotStartedError, child_daemon
from tests.support.certificates import make_authority

QUERY = pacts.ElementQuery("shop", "test", "https://shop.test/cart", "Checkout")
SELECTOR = pacts.Selector(pacts.SelectorStrategy.CSS, "#checkout")


def test_child_keeps_what_it_learned_for_the_next_one(tmp_path: Path) -> None:
    flags = ("--child", "--data-dir", str(tmp_path))

    with child_daemon(*flags) as target, pacts.Client(target) as client:
        client.save_selector(QUERY, [SELECTOR])
    with child_daemon(*flags) as target, pacts.Client(target) as client:
        assert isinstance(client.get_selector(QUERY), pacts.Found)


def test_child_whose_store_another_one_holds_does_not_start(tmp_path: Path) -> None:
    flags = ("--child", "--data-dir", str(tmp_path))

    with (
        child_daemon(*flags),
        pytest.raises(DaemonNotStartedError, match="ended with 2 before it served"),
        child_daemon(*flags),
    ):
        raise AssertionError("two daemons on one file")


@pytest.mark.parametrize("flag", [("--host", "0.0.0.0"), ("--unix-socket", "x.sock")])
def test_flag_that_leads_out_of_a_child_is_refused(flag: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "pacts_daemon", "serve", "--child", *flag]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert flag[0] in done.stderr
    assert "--child" in done.stderr


def test_child_of_a_store_that_knows_callers_by_certificates_asks_for_none(
    tmp_path: Path,
) -> None:
    authority = make_authority(tmp_path / "ca")
    served = authority.issue("server")
    config = tmp_path / "pacts.toml"
    config.write_text(
        f"""[grpc]
tls_certificate = "{served.certificate}"
tls_key = "{served.key}"
tls_client_ca = "{authority.certificate}"
[grpc.spiffe."spiffe://example.org/ci/*"]
scopes = ["read"]
"""
    )
    flags = ("--child", "--data-dir", str(tmp_path), "--config", str(config))

    with child_daemon(*flags) as target, pacts.Client(target) as client:
        client.save_selector(QUERY, [SELECTOR])
        assert isinstance(client.get_selector(QUERY), pacts.Found)
