"""A page of some 2,500 elements: navigation, a form, a table of rows with links and buttons."""

from __future__ import annotations

_STYLE = (
    ".new::before { content: '\\2605'; } .clear::after { content: ''; } td { padding: 2px 6px }"
)
_ROWS = 170


def large_page() -> str:
    links = "".join(f'<li><a href="/section/{n}?from=menu">Section {n}</a></li>' for n in range(60))
    fields = "".join(
        f'<div class="field"><label for="f{n}">Field {n}</label><input id="f{n}" name="f{n}" '
        f'value="typed {n}"><small class="hint">Hint for {n}</small></div>'
        for n in range(50)
    )
    rows = "".join(_row(n) for n in range(_ROWS))
    return (
        f"<!doctype html><title>Large</title><style>{_STYLE}</style>"
        f'<nav aria-label="Main" class="clear"><ul>{links}</ul></nav><main><h1>Orders</h1>'
        f"<form>{fields}<button>Save</button></form><table><tbody>{rows}</tbody></table></main>"
    )


def _row(number: int) -> str:
    return (
        f'<tr class="row"><td><a class="link" href="/order/{number}">Order {number}</a></td>'
        f'<td><div class="cell clear"><span class="badge">Paid</span> by No. {number}</div></td>'
        f'<td><p class="note">Sent on day {number}</p></td><td><button class="btn" type="button">'
        f'<svg width="9" height="9"><path d="M0 0L9 9"/></svg><span>Edit</span></button></td></tr>'
    )
