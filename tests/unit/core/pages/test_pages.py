"""URLs become route templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.pages import page_of


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("HTTPS://Shop.Test:443/Cart", "https://shop.test/Cart"),
        ("http://shop.test:8080", "http://shop.test:8080/"),
        ("http://shop.test:80/", "http://shop.test/"),
        ("https://shop.test/orders/42/edit", "https://shop.test/orders/:id/edit"),
        (
            "https://shop.test/u/7F3b0c1e-9d2a-4c55-8f1e-0a1b2c3d4e5f",
            "https://shop.test/u/:id",
        ),
        ("https://shop.test/c/deadbeefdeadbeef01", "https://shop.test/c/:id"),
        ("https://crm.test/lightning/r/Account/0015g00000AbCdEAAV/view",
         "https://crm.test/lightning/r/Account/:id/view"),
        ("https://crm.test/0015g00000AbCdE", "https://crm.test/:id"),
        ("https://shop.test/search?q=secret#results", "https://shop.test/search"),
        ("https://shop.test/#/orders/42?tab=1", "https://shop.test/#/orders/:id"),
        ("https://shop.test/#!/orders", "https://shop.test/#!/orders"),
        ("https://user:pw@shop.test/", "https://shop.test/"),
        ("https://shop.test/wiki/Artificial_Intelligence",
         "https://shop.test/wiki/Artificial_Intelligence"),
        ("https://shop.test/internationalization", "https://shop.test/internationalization"),
        ("https://shop.test/caf%c3%a9", "https://shop.test/caf%C3%A9"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("checkout", "checkout"),
    ],
)  # fmt: skip
def test_page_of_url_is_its_route_template(url: str, page: str) -> None:
    assert page_of(url) == page


def test_page_of_kept_parameters_stay_sorted() -> None:
    page = page_of("https://shop.test/?b=2&a=1&token=x", kept_parameters={"a", "b"})
    assert page == "https://shop.test/?a=1&b=2"


@pytest.mark.parametrize(
    "url",
    ["", "  ", "ftp://shop.test/", "http://", "http://shop.test:99999/", "http://[::1/",
     "http://shop test/", "javascript://x", "http:///path", "http://a.test:x/"],
)  # fmt: skip
def test_page_of_unusable_url_names_the_field(url: str) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        page_of(url)
    assert caught.value.field == "page"


@given(st.text())
def test_page_of_anything_is_a_page_or_a_clear_error(text: str) -> None:
    for url in (text, f"http://{text}", f"https://shop.test/{text}"):
        try:
            page = page_of(url)
        except InvalidFieldError:
            continue
        assert page_of(page) == page or ":id" in page
