from __future__ import annotations

import pytest

from pacts_daemon.browser.addresses import AllowList, safe_url
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.content.frames import same_address, without_query
from pacts_daemon.core.errors import AddressNotAllowedError

LOOPBACK = AllowList(BrowserOptions().allowed_hosts)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/x?y#z",
        "https://localhost",
        "http://LOCALHOST:1/",
        "http://[::1]:3000/",
        "http://user:pw@localhost/",
    ],
)
def test_allow_list_of_loopback_takes_loopback(url: str) -> None:
    LOOPBACK.check_page(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.evil.com/",
        "http://localhost.evil.com/",
        "http://evil.com/127.0.0.1",
        "http://127.0.0.1@evil.com/",
        "http://127.0.0.1:80@evil.com/",
        "http://evil.com\\@127.0.0.1/",
        "http://evil.com#@127.0.0.1/",
        "http://evil.com?@127.0.0.1/",
        "http://127.0.0.1\t.evil.com/",
        "http://127.0.0.1 .evil.com/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost.:80/",
        "http://①27.0.0.1/",
        "http://127.0.0.1:99999/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "view-source:http://127.0.0.1/",
        "//127.0.0.1/",
        "http://",
        "http://[::1",
        "",
    ],
)
def test_allow_list_of_loopback_refuses_everything_else(url: str) -> None:
    with pytest.raises(AddressNotAllowedError):
        LOOPBACK.check_page(url)


def test_allow_list_of_a_domain_takes_its_hosts_only() -> None:
    allowed = AllowList(["*.example.com", "wiki.test:8080"])

    assert allowed.allows("https://en.example.com/")
    assert allowed.allows("http://wiki.test:8080/")
    assert not allowed.allows("https://example.com.evil.org/")
    assert not allowed.allows("https://notexample.com/")
    assert not allowed.allows("http://wiki.test:8081/")


def test_allow_list_knows_the_default_port_of_a_scheme() -> None:
    allowed = AllowList(["wiki.test:443"])

    assert allowed.allows("https://wiki.test/")
    assert not allowed.allows("http://wiki.test/")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9222", "ws://localhost:9222/devtools/x"])
def test_allow_list_takes_sockets_as_endpoints(endpoint: str) -> None:
    LOOPBACK.check_endpoint(endpoint)


def test_allow_list_refuses_sockets_as_pages() -> None:
    with pytest.raises(AddressNotAllowedError, match=r"^access\.url"):
        LOOPBACK.check_page("ws://localhost/")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:p@host:8443/a/b?token=1#x", "https://host:8443"),
        ("http://[::1]:80/a", "http://[::1]:80"),
        ("not a url?secret", "the address"),
        ("http://evil.com\\@u:p@x/", "the address"),
    ],
)
def test_safe_url_shows_no_secret(url: str, shown: str) -> None:
    assert safe_url(url) == shown


def test_same_address_sets_a_missing_path_aside() -> None:
    assert same_address("http://Host", "http://host/")
    assert not same_address("http://host/a", "http://host/a/")
    assert without_query("http://h/p?q#f") == "http://h/p"
