"""What a source calls an element is what the clients call it when the suite runs."""

from __future__ import annotations

import pytest

from pacts.playwright import wrapped, written
from pacts_daemon.fix.names.playwright import name_of_call
from pacts_daemon.fix.names.selenium import name_of_pair
from pacts_daemon.fix.sources.files import reread

ROLE = {"name": "Go", "checked": True, "exact": True}
LONG = "#" + "ä" * 400
# As clients/typescript/test/written.test.ts has them, and what a chain of them is called.
TYPESCRIPT = [
    ("page.locator('#login')", "css=#login"),
    ("page.locator('css=#login')", "css=#login"),
    ("page.locator(' #login ')", "css=#login"),
    ("page.locator('//a')", "xpath=//a"),
    ("page.locator('xpath=//a')", "xpath=//a"),
    ("page.locator('text=Save')", "text=Save"),
    ("page.getByRole('button', { name: 'Save' })", 'role=button[name="Save"]'),
    (
        "page.getByRole('button', { checked: true, name: 'A' })",
        'role=button[name="A"][checked=true]',
    ),
    ("page.getByText('Sa\"ve')", 'text="Sa\\"ve"'),
    ("page.getByText('größe')", 'text="größe"'),
    ("page.getByTestId('save')", 'testid="save"'),
    ("page.locator('a').nth(2)", "css=a >> nth=2"),
    ("page.locator('a').first()", "css=a >> nth=0"),
    ("page.locator('a').last()", "css=a >> nth=-1"),
    ("page.locator('a').filter({ hasText: 'b' })", 'css=a >> has-text="b"'),
    ("page.locator('a', { hasText: 'b' })", None),
    ("page.locator('a').filter({ has: other })", None),
    ("page.getByRole('button', options)", None),
]


def name_in_python(text: str) -> str | None:
    source = reread("a.py", text.encode())
    (call,) = source.calls
    return name_of_call(call, source.language)


@pytest.mark.parametrize(("text", "name"), TYPESCRIPT)
def test_name_in_typescript_is_the_canonical_form(text: str, name: str | None) -> None:
    source = reread("a.ts", f"{text};".encode())
    names = [name_of_call(call, source.language) for call in source.calls]

    # Options that are made elsewhere are a reference, of which nothing is known.
    assert names == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('page.locator("#a")', written.by_selector("#a").name),
        ('page.locator("//a")', written.by_selector("//a").name),
        ('page.locator("id=a")', written.by_selector("id=a").name),
        (
            'page.get_by_role("radio", name="Go", checked=True, exact=True)',
            wrapped.named("get_by_role", ("radio",), ROLE).name,
        ),
        ('page.get_by_label("Mail")', wrapped.named("get_by_label", ("Mail",), {}).name),
        (
            f'page.locator("{LONG}").nth(1)',
            wrapped.part(written.by_selector(LONG), "nth", (1,), {}).name,
        ),
        (
            'page.locator("a").filter(has_text="b").last',
            wrapped.part(
                wrapped.part(written.by_selector("a"), "filter", (), {"has_text": "b"}),
                "last", (), {},
            ).name,
        ),
        ('page.get_by_role("button", **options)', None),
    ],
)  # fmt: skip
def test_name_in_python_is_what_the_wrapped_page_calls_it(text: str, name: str | None) -> None:
    assert name_in_python(text) == name


@pytest.mark.parametrize(
    ("way", "python", "java"),
    [
        ("ID", "id=x", "id=x"),
        ("NAME", "name=x", "name=x"),
        ("CLASS_NAME", "class=x", "class=x"),
        ("TAG_NAME", "tag=x", "tag=x"),
        ("CSS_SELECTOR", "css=x", "css=x"),
        ("XPATH", "xpath=x", "xpath=x"),
        ("LINK_TEXT", "link=x", "link=x"),
        ("PARTIAL_LINK_TEXT", "partial link=x", "partial-link=x"),
    ],
)
def test_name_of_seleniums_ways_is_that_of_each_client(way: str, python: str, java: str) -> None:
    methods = {"CSS_SELECTOR": "cssSelector", "CLASS_NAME": "className", "TAG_NAME": "tagName",
               "LINK_TEXT": "linkText", "PARTIAL_LINK_TEXT": "partialLinkText"}  # fmt: skip
    method = methods.get(way, way.lower())
    sources = [
        reread("a.py", f'd.find_element(By.{way}, "x")'.encode()),
        reread("A.java", f'class A {{ By a = By.{method}("x"); }}'.encode()),
    ]
    names = [name_of_pair(pair, source.language) for source in sources for pair in source.pairs]

    assert names == [python, java]


def test_long_name_of_seleniums_ways_is_cut_as_both_clients_do() -> None:
    source = reread("A.java", f'class A {{ By a = By.id("{"ä" * 400}"); }}'.encode())
    (pair,) = source.pairs

    # As `NamesTest` of the Java client has it.
    assert name_of_pair(pair, source.language) == f"id={'ä' * 244}…38e5e3b029231ae4"
