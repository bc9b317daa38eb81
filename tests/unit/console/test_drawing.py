from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.console.doors import policy
from pacts_daemon.console.drawing.page import MAX_BOXES, Drawing, drawn
from pacts_daemon.drift_core import Limits, RustMeter

METER = RustMeter(Limits())
SHOWN, CHECKED = 1, 16
RECT = (10, 20, 200, 30)


def a_capture(*nodes: dict[str, Any]) -> bytes:
    """A capture of nodes, each of a parent, a tag and what else is known of it."""
    strings = [""]

    def at(text: str) -> int:
        if text not in strings:
            strings.append(text)
        return strings.index(text)

    root = {"parent": -1, "tag": "html"}
    every = [root, *nodes]
    attributes = [node.get("attributes", {}) for node in every]
    columns: dict[str, Any] = {
        "parent": [node["parent"] for node in every],
        "tag": [at(node["tag"]) for node in every],
        "attr_count": [len(given) for given in attributes],
        "attrs": [at(part) for given in attributes for pair in given.items() for part in pair],
        "text": [at(node.get("text", "")) for node in every],
        "place": [node.get("place", 0) for node in every],
        "role": [at(node.get("role", "")) for node in every],
        "name": [at(node.get("name", "")) for node in every],
        "flags": [node.get("flags", SHOWN) for node in every],
        "rect": [number for node in every for number in node.get("rect", RECT)],
    }
    return json.dumps({"format": 1, "url": "", "strings": strings, **columns}).encode()


def a_drawing(*nodes: dict[str, Any], place: str = "") -> Drawing:
    return drawn(METER, a_capture({"parent": 0, "tag": "body"}, *nodes), place)


def test_text_is_drawn_where_it_was() -> None:
    drawing = a_drawing({"parent": 1, "tag": "p", "text": "Hello", "rect": (7, 8, 90, 20)})

    assert ">Hello</div>" in drawing.html
    assert "{left:7px;top:8px;width:90px;height:20px;" in drawing.style


def test_text_flows_around_what_stands_in_it() -> None:
    drawing = a_drawing(
        {"parent": 1, "tag": "p", "text": "See how it works."},
        {"parent": 2, "tag": "a", "text": "here 🎉", "place": 4 * 7 + 1 + 2},
    )

    assert ">See how <span" in drawing.html
    assert ">here 🎉</span> it works.</div>" in drawing.html


def test_element_is_marked_where_it_was() -> None:
    drawing = a_drawing(
        {"parent": 1, "tag": "button", "text": "Go", "rect": (1, 2, 30, 40)},
        place="/html[1]/body[1]/button[1]",
    )

    assert 'id="found"' in drawing.html
    assert "#found{left:1px;top:2px;width:30px;height:40px;}" in drawing.style
    assert drawing.note == ""


def test_element_that_was_not_shown_is_said_to_be_so() -> None:
    drawing = a_drawing(
        {"parent": 1, "tag": "button", "text": "Go", "flags": 0},
        place="/html[1]/body[1]/button[1]",
    )

    assert 'id="found"' not in drawing.html
    assert "Go" not in drawing.html
    assert drawing.note == "The element was on the page and not shown."


def test_element_whose_place_is_not_there_is_said_to_be_unknown() -> None:
    drawing = a_drawing(place="/html[1]/body[1]/main[1]")

    assert drawing.note == "It is not known where on the page the element is."


def test_controls_show_what_they_say_and_no_more() -> None:
    drawing = a_drawing(
        {"parent": 1, "tag": "input", "attributes": {"placeholder": "Your name", "id": "x"}},
        {"parent": 1, "tag": "input", "attributes": {"type": "checkbox"}, "flags": 17},
        {"parent": 1, "tag": "img", "attributes": {"alt": "A chart", "src": "/secret.png"}},
    )

    assert ">Your name</div>" in drawing.html
    assert 'class="box tick on"' in drawing.html
    assert ">A chart</div>" in drawing.html
    assert "secret" not in drawing.html
    assert "<input" not in drawing.html


def test_large_page_is_drawn_in_part_and_says_so() -> None:
    nodes = [{"parent": 1, "tag": "p", "text": str(number)} for number in range(MAX_BOXES + 7)]

    drawing = a_drawing(*nodes, place="/html[1]/body[1]")

    assert drawing.boxes == MAX_BOXES
    assert drawing.note == "7 more parts of the page are left out."


def test_damaged_capture_is_not_drawn() -> None:
    drawing = drawn(METER, b'{"format": 1}', "")

    assert (drawing.boxes, drawing.note) == (0, "The stored page cannot be read.")


def test_policy_of_a_drawing_allows_its_style_alone() -> None:
    drawing = a_drawing({"parent": 1, "tag": "p", "text": "Hello"})

    said = policy.of_drawing(drawing.style)

    assert said.startswith("default-src 'none'; ")
    assert "style-src 'sha256-" in said
    assert said.endswith("sandbox")


texts = st.text(max_size=40)
numbers = st.integers(-(2**31), 2**31 - 1)
nodes = st.lists(
    st.fixed_dictionaries(
        {
            "parent": st.just(1),
            "tag": st.sampled_from(["p", "a", "script", "style", "input", "#shadow-root", "b"]),
            "text": texts,
            "role": texts,
            "name": texts,
            "place": st.integers(0, 400),
            "flags": st.integers(0, 63),
            "rect": st.tuples(numbers, numbers, numbers, numbers),
            "attributes": st.dictionaries(
                st.sampled_from(["alt", "placeholder", "type", "onclick"]), texts, max_size=3
            ),
        }
    ),
    max_size=6,
)


@given(nodes, st.booleans())
def test_any_page_is_drawn_as_boxes_of_escaped_text(given: list[Any], nested: bool) -> None:
    if nested:
        for at, node in enumerate(given):
            node["parent"] = at + 1

    drawing = a_drawing(*given)

    body = drawing.html.partition("<body>")[2].rpartition("</body>")[0]
    opened = {part.partition(" ")[0].partition(">")[0] for part in body.split("<")[1:]}
    assert opened <= {"div", "/div", "span", "/span", "br"}
    assert drawing.style in drawing.html
    assert "<" not in drawing.style
    drawing.html.encode()
