"""Identifiers: legal in their language, one for each name, and the same when more is known."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.pom.languages import JAVA, LANGUAGES, PYTHON, TYPESCRIPT, Language
from pacts_daemon.pipeline.pom.naming import assigned, page_words, pascal, words_of

each_language = pytest.mark.parametrize(
    "language", LANGUAGES.values(), ids=[language.target.value for language in LANGUAGES.values()]
)
names = st.text(min_size=1, max_size=40).filter(lambda name: bool(name.strip()))


@pytest.mark.parametrize(
    ("name", "python", "typescript", "java"),
    [
        ("User name", "user_name", "userName", "userName"),
        ("Save & close", "save_close", "saveClose", "saveClose"),
        ("the user's photo", "the_users_photo", "theUsersPhoto", "theUsersPhoto"),
        ("2nd Remove button", "remove_button_2", "removeButton2", "removeButton2"),
        ("404 page", "element_404_page", "element404Page", "element404Page"),
        ("Größe", "große", "große", "große"),
        ("café crème", "cafe_creme", "cafeCreme", "cafeCreme"),
        ("搜索", "搜索", "搜索", "搜索"),
        ("＋", "plus_sign", "plusSign", "plusSign"),  # noqa: RUF001
        ("×", "multiplication_sign", "multiplicationSign", "multiplicationSign"),  # noqa: RUF001
        ("🛒", "shopping_trolley", "shoppingTrolley", "shoppingTrolley"),
        ("import", "import_element", "import", "importElement"),
        ("page", "page_element", "pageElement", "page"),
        ("property", "property_element", "property", "property"),
        ("wait", "wait", "wait", "waitElement"),
        ("constructor", "constructor", "constructorElement", "constructor"),
        ("get class", "get_class", "getClass", "getClassElement"),
        ("value of", "value_of", "valueOfElement", "valueOf"),
        ("To string", "to_string", "toStringElement", "toStringElement"),
    ],
)
def test_name_becomes_the_identifier_of_each_language(
    name: str, python: str, typescript: str, java: str
) -> None:
    words = words_of(name)

    made = [one.named(words) for one in (PYTHON, TYPESCRIPT, JAVA)]
    assert made == [python, typescript, java]


@each_language
@given(name=names)
def test_any_name_becomes_a_legal_identifier(language: Language, name: str) -> None:
    made = language.named(words_of(name))

    assert made.isidentifier()
    assert not keyword.iskeyword(made) or language is not PYTHON
    assert made not in language.reserved[0]
    assert len(made) < 90


@each_language
@given(many=st.lists(names, unique=True, max_size=8))
def test_no_two_names_have_one_identifier(language: Language, many: list[str]) -> None:
    wanted = {name: language.named(words_of(name)) for name in many}

    made = assigned(wanted, {}, language.joint)

    assert made.keys() == wanted.keys()
    assert len(set(made.values())) == len(many)
    assert all(one.isidentifier() for one in made.values())


@given(many=st.lists(names, unique=True, max_size=6), more=names)
def test_one_more_name_changes_no_identifier_that_is_given(many: list[str], more: str) -> None:
    before = assigned({name: PYTHON.named(words_of(name)) for name in many}, {})

    after = assigned({name: PYTHON.named(words_of(name)) for name in [*many, more]}, before)

    assert {name: after[name] for name in many} == before


def test_names_that_differ_in_case_alone_are_told_by_a_digest_that_depends_on_no_other() -> None:
    two = assigned(dict.fromkeys(["Save", "save"], "save"), {})
    three = assigned(dict.fromkeys(["Save", "save", "SAVE"], "save"), {})

    assert two["Save"] == "save"
    assert two["save"].startswith("save_")
    assert two["save"] == three["save"]


@pytest.mark.parametrize(
    ("page", "class_name"),
    [
        ("https://shop.test/", "HomePage"),
        ("https://shop.test/login", "LoginPage"),
        ("https://shop.test/products/:id/edit", "ProductsIdEditPage"),
        ("https://shop.test/#/settings", "SettingsPage"),
        ("checkout page", "CheckoutPage"),
        ("the cart", "TheCartPage"),
        ("https://shop.test/2024", "N2024Page"),
        ("https://shop.test/page", "PagePage"),
        ("Page", "PagePage"),
    ],
)
def test_page_becomes_a_class(page: str, class_name: str) -> None:
    assert pascal(page_words(page)) == class_name
