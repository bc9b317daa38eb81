import json

import pytest

from pacts_daemon.browser.firefox.gaps import Gaps

MEDIA = "emulation.setMediaFeaturesOverride"


def command(number: int, method: str, **params: object) -> str:
    return json.dumps({"id": number, "method": method, "params": params})


def refusal(number: int, error: str = "unknown command") -> str:
    return json.dumps({"type": "error", "id": number, "error": error, "message": MEDIA})


def test_command_that_the_browser_lacks_went_well_for_the_driver() -> None:
    gaps = Gaps()
    gaps.sent(command(7, MEDIA))

    assert json.loads(gaps.answered(refusal(7))) == {"type": "success", "id": 7, "result": {}}
    assert gaps.answered(refusal(7)) == refusal(7)


@pytest.mark.parametrize(
    "answer",
    [refusal(8), refusal(7, "invalid argument"), '{"type": "success", "id": 7, "result": {}}'],
    ids=["of another", "another error", "known"],
)
def test_every_other_answer_is_the_browsers_own(answer: str) -> None:
    gaps = Gaps()
    gaps.sent(command(7, MEDIA))
    gaps.sent(command(8, "browsingContext.navigate", url=f"data:,{MEDIA}"))

    assert gaps.answered(answer) == answer


@pytest.mark.parametrize("text", ["", "[]", "no JSON", '"text"'])
def test_what_is_no_message_passes(text: str) -> None:
    gaps = Gaps()
    gaps.sent(f"{text} {MEDIA}")
    gaps.sent(command(7, MEDIA))

    assert gaps.answered(text) == text
