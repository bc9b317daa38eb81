"""Every kind of connection that a page can open, as the HTML that opens it."""

from __future__ import annotations


def _script_of(code: str) -> str:
    return f"URL.createObjectURL(new Blob([`{code}`], {{type: 'text/javascript'}}))"


_FETCH = _script_of("fetch('THERE', {mode: 'no-cors'})")
_IMPORT = _script_of("importScripts('THERE')")
_SOCKET = _script_of("new WebSocket('WS')")
_SUBMIT = "<script>document.forms[0].submit()</script>"
# What makes a page open a connection to THERE; WS is the same as a socket's address.
KINDS = {
    "picture": "<img src='THERE'>",
    "picture-set": "<img srcset='THERE 1x'>",
    "script": "<script src='THERE'></script>",
    "module": "<script type=module>import 'THERE'</script>",
    "style": "<link rel=stylesheet href='THERE'>",
    "style-import": "<style>@import url('THERE');</style>",
    "font": "<style>@font-face{font-family:f;src:url('THERE')}p{font-family:f}</style><p>x</p>",
    "background": "<p style=\"background:url('THERE')\">x</p>",
    "video": "<video src='THERE' preload=auto autoplay muted></video>",
    "object": "<object data='THERE'></object>",
    "embed": "<embed src='THERE'>",
    "preload": "<link rel=preload as=fetch crossorigin href='THERE'>",
    "prefetch": "<link rel=prefetch href='THERE'>",
    "fetch": "<script>fetch('THERE', {mode: 'no-cors'})</script>",
    "fetch-redirected": "<script>fetch('VIA', {mode: 'no-cors'})</script>",
    "picture-redirected": "<img src='VIA'>",
    "xhr": "<script>x = new XMLHttpRequest; x.open('GET', 'THERE'); x.send()</script>",
    "beacon": "<script>navigator.sendBeacon('THERE', 'x')</script>",
    "events": "<script>new EventSource('THERE')</script>",
    "socket": "<script>new WebSocket('WS')</script>",
    "worker-fetch": f"<script>new Worker({_FETCH})</script>",
    "worker-import": f"<script>new Worker({_IMPORT})</script>",
    "worker-socket": f"<script>new Worker({_SOCKET})</script>",
    "shared-worker": f"<script>new SharedWorker({_IMPORT})</script>",
    "popup": "<script>open('THERE')</script>",
    "popup-redirected": "<script>open('VIA')</script>",
    "popup-form": f"<form action='THERE' target=_blank></form>{_SUBMIT}",
    "popup-of-a-popup": "<script>w = open('about:blank'); w.eval(\"open('THERE')\")</script>",
    "ping": "<a href='#x' ping='THERE'>x</a><script>document.querySelector('a').click()</script>",
}
# These have the page's frames go there, which is refused before a connection is asked for.
NAVIGATIONS = {
    "frame": "<iframe src='THERE'></iframe>",
    "frame-redirected": "<iframe src='VIA'></iframe>",
    "frame-in-frame": "<iframe srcdoc=\"<iframe src='THERE'></iframe>\"></iframe>",
    "script-goes": "<script>location.href = 'THERE'</script>",
    "refresh": "<meta http-equiv=refresh content='0;url=THERE'>",
    "form": f"<form action='THERE'></form>{_SUBMIT}",
}
DATAGRAMS = {
    "webrtc": """<script>
        p = new RTCPeerConnection({iceServers: [{urls: 'stun:HOST'},
            {urls: ['turn:HOST', 'turn:HOST?transport=tcp'], username: 'u', credential: 'p'}]});
        p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o));
        p.onicegatheringstatechange = () => { window.done = p.iceGatheringState == 'complete' };
        </script>""",
    "webtransport": """<script>
        new WebTransport('https://HOST/x').ready.catch(() => {}).finally(() => window.done = true)
        </script>""",
}
