"""What a client gives to the check script is a PageCheck in proto3's JSON form."""

from __future__ import annotations

import pytest
from google.protobuf import json_format

from pacts._rpc import convert
from pacts._rpc.page_calls import page_check
from pacts.model import Action, Descriptor, RecordKeys, Rect, Selector, SelectorStrategy
from pacts.v1 import page_selectors_pb2 as pb

IDENTITY = Descriptor(
    tag="button",
    role="button",
    name='Edit "é" ➜',
    label="Edit",
    text="Edit",
    attributes={"id": "a", "data-testid": "b"},
    neighbourhood=("Bob Stone", "Anna"),
    rect=Rect(1, 2, 3, 4),
    records=(RecordKeys(("Bob Stone", "41"), named_text=True),),
)
SELECTORS = (
    Selector(SelectorStrategy.ROLE, "Edit", "button"),
    Selector(SelectorStrategy.TEST_ID, "b", attribute="data-testid"),
    Selector(SelectorStrategy.XPATH, "//a[1]", positional=True),
)


@pytest.mark.parametrize("action", Action)
def test_check_is_the_message_that_the_script_reads(action: Action) -> None:
    message = pb.PageCheck(
        selectors=[convert.selector_to_proto(one) for one in SELECTORS],
        identity=convert.descriptor_to_proto(IDENTITY),
        action=convert.action_to_proto(action),  # type: ignore[arg-type]
        document="d",
    )
    message.identity.ClearField("text")
    message.identity.ClearField("rect")

    written = page_check(SELECTORS, IDENTITY, action, "d")

    assert json_format.Parse(written, pb.PageCheck()) == message
    assert written.isascii()
