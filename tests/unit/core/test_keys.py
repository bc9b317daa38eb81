"""Keys differ whenever queries do, and stay as they are for ever."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import assume, given
from hypothesis import strategies as st

from pacts_daemon.core.keys import key_of, shared_prefix
from pacts_daemon.core.model import Action, ElementQuery

names = st.text(max_size=6)
queries = st.builds(
    ElementQuery,
    app=names,
    environment=names,
    page=names,
    element=names,
    action=st.sampled_from(Action),
    scope=names,
    ordinal=st.integers(0, 3),
    frame=names,
    variant=st.dictionaries(names, names, max_size=3),
)


@given(queries, queries)
def test_key_of_different_queries_differs(one: ElementQuery, other: ElementQuery) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


@given(queries, st.data())
def test_key_of_one_changed_field_differs(query: ElementQuery, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([f.name for f in fields(ElementQuery)]))
    other = data.draw(queries)
    changed = replace(query, **{field: getattr(other, field)})
    assume(changed != query)
    assert key_of(changed) != key_of(query)


@given(queries)
def test_key_of_shifted_text_between_fields_differs(query: ElementQuery) -> None:
    shifted = replace(query, app=query.app + query.environment, environment="")
    assume(shifted != query)
    assert key_of(shifted) != key_of(query)


@given(queries)
def test_key_of_one_page_shares_a_slot(query: ElementQuery) -> None:
    other = replace(query, element=query.element + "2", scope="x", variant={"a": "b"})
    assert _slot(key_of(query)) == _slot(key_of(other))


@given(queries)
def test_key_of_any_query_has_exactly_one_hash_tag(query: ElementQuery) -> None:
    key = key_of(query)
    assert (key.count("{"), key.count("}")) == (1, 1)
    assert key.isascii()
    assert " " not in key


def test_key_of_variant_order_does_not_matter() -> None:
    one = ElementQuery("a", "e", "p", "x", variant={"locale": "de", "role": "admin"})
    other = ElementQuery("a", "e", "p", "x", variant={"role": "admin", "locale": "de"})
    assert key_of(one) == key_of(other)


def test_key_of_known_query_never_changes() -> None:
    page = "https://shop.test/cart/:id"
    query = ElementQuery("Shop", "prod", page, "Save", Action.CLICK, ordinal=2)
    slot = "{shop:prod:4c146bf32328a8cdd25feea894128d90}"
    assert key_of(query) == f"pacts:v1:{slot}:save:71ae6ab5abcff309f4c607e7dcd0eaa9"


def _slot(key: str) -> str:
    return key[key.index("{") : key.index("}")]


@given(queries, st.sampled_from([(1, 1, 1), (1, 1, 0), (1, 0, 1), (1, 0, 0), (0, 1, 1), (0, 0, 0)]))
def test_shared_prefix_of_any_filter_begins_the_keys_that_match_it(
    query: ElementQuery, asked: tuple[int, int, int]
) -> None:
    names = (query.app, query.environment, query.page)
    app, environment, page = (name * is_asked for name, is_asked in zip(names, asked, strict=True))
    prefix = shared_prefix(app, environment, page)
    assert prefix <= key_of(query) < f"{prefix}~"
    assert bool(prefix) == bool(app)
