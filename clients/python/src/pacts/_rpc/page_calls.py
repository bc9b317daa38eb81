"""The calls of a client that keeps what is known of a page and checks it there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from pacts import answers, model
from pacts._rpc import convert, read
from pacts._rpc.calls import Call
from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import page_selectors_pb2 as pb

# Asked for each selector of each check.
_number_of_strategy: Final = cache(convert.strategy_to_proto)
_number_of_action: Final = cache(convert.action_to_proto)
_JSON: Final = json.JSONEncoder(separators=(",", ":"))


def page_selectors(
    app: str,
    environment: str,
    page: str,
    variant: Mapping[str, str],
    evidence: model.Evidence | None,
    strategies: Iterable[model.SelectorStrategy],
) -> Call[pb.GetPageSelectorsRequest, pb.GetPageSelectorsResponse, answers.PageSelectors]:
    request = convert.build(
        pb.GetPageSelectorsRequest,
        app=app,
        environment=environment,
        page=page,
        variant=variant,
        evidence=None if evidence is None else convert.evidence_to_proto(evidence),
        strategies=convert.strategies_to_proto(strategies),
    )
    return Call(
        lambda stubs: stubs.selector.GetPageSelectors,
        request,
        read.page_selectors_of,
        page=isinstance(evidence, model.Page),
    )


def report_lookups(hits: int) -> Call[pb.ReportLookupsRequest, pb.ReportLookupsResponse, None]:
    request = convert.build(pb.ReportLookupsRequest, hits=hits)
    return Call(lambda stubs: stubs.selector.ReportLookups, request, lambda _: None)


def scripts() -> Call[
    drift_pb.GetCaptureScriptRequest, drift_pb.GetCaptureScriptResponse, answers.Scripts
]:
    return Call(
        lambda stubs: stubs.drift.GetCaptureScript,
        drift_pb.GetCaptureScriptRequest(),
        lambda r: answers.Scripts(r.script, r.check_script, r.format),
    )


def page_check(
    selectors: Iterable[model.Selector],
    identity: model.Descriptor,
    action: model.Action,
    document: str = "",
) -> str:
    """Return what the check script takes, as JSON text: a `PageCheck`, without what it never reads.

    It is written out, since every action needs one and a message costs more than the check itself.
    What is empty is left out, as in any message.
    """
    records = [_kept(keys=list(one.keys), namedText=one.named_text) for one in identity.records]
    said = _kept(
        tag=identity.tag,
        role=identity.role,
        name=identity.name,
        label=identity.label,
        attributes=dict(identity.attributes),
        neighbourhood=list(identity.neighbourhood),
        records=records,
    )
    tried = [_selector(selector) for selector in selectors]
    number = _number_of_action(action)
    return _JSON.encode(_kept(selectors=tried, identity=said, action=number, document=document))


def _selector(selector: model.Selector) -> dict[str, object]:
    return _kept(
        strategy=_number_of_strategy(selector.strategy),
        value=selector.value,
        role=selector.role,
        attribute=selector.attribute,
        positional=selector.positional,
    )


def _kept(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}
