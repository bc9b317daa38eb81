"""The boundary itself: the interpreter goes on while a page is read, and values are frozen."""

import threading
import time

import pytest

from pacts_daemon import _drift_core as core

LARGE = b"<section class=a><p id=b>text</p></section>" * 200_000


def test_fingerprint_large_page_lets_other_threads_run() -> None:
    limits = core.Limits(max_nodes=1 << 20)
    done = threading.Event()
    longest = 0.0

    def tick() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    ticker = threading.Thread(target=tick)
    ticker.start()
    start = time.perf_counter()
    core.fingerprint_html(LARGE, limits)
    took = time.perf_counter() - start
    done.set()
    ticker.join()
    assert longest < max(took / 2, 0.05)


def test_drift_is_frozen() -> None:
    fingerprint = core.fingerprint_html(b"<p>x")
    with pytest.raises(AttributeError):
        setattr(core.compare(fingerprint, fingerprint), "loss", 1.0)  # noqa: B010


def test_limits_defaults_are_the_documented_ones() -> None:
    assert core.Limits() == core.Limits(33_554_432, 500_000, 1024, 1024)
    assert core.DRIFT_THRESHOLD == 0.35


def test_snapshot_frames_and_shadow_roots_are_part_of_the_page() -> None:
    snapshot = (
        b'{"documents":[{"documentURL":0,"title":0,"nodes":{"parentIndex":[-1,0,1,2,3,2],'
        b'"nodeType":[9,1,1,11,1,1],"nodeName":[1,2,3,0,4,5],"attributes":[[],[],[],[],[],[]],'
        b'"shadowRootType":{"index":[3],"value":[7]},"contentDocumentIndex":{"index":[5],"value":[1]}}},'
        b'{"documentURL":0,"title":0,"nodes":{"parentIndex":[-1,0],"nodeType":[9,1],"nodeName":[1,2],'
        b'"attributes":[[],[]]}}],'
        b'"strings":["","#document","HTML","X-A","P","IFRAME","","open"]}'
    )
    info = core.inspect(core.fingerprint_dom_snapshot(snapshot))
    assert info.source is core.PageSource.DOM_SNAPSHOT
    # html, x-a, its shadow root with p, iframe, its document with html
    assert info.nodes == 7
