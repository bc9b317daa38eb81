"""Pages with an element in a place, and the places it can be put in."""

from __future__ import annotations

from html import escape

SHOP = """<header><a href="/">Home</a><a href="/cart">Cart</a><input aria-label="Find"></header>
<main><h1>Order 7</h1><form aria-label="Order"><label>Street <input name="street"></label>
<label>Town <input name="town"></label><p>Delivery within two days</p>ACTION
<button type="button">Cancel</button></form><section><h2>Help</h2><p>Call us any time</p>
<a href="/help">Questions</a><a href="/terms">Terms</a></section></main>"""

ROWS = """<h1>Staff</h1><table><thead><tr><th>Name<th>Job<th>Do</thead><tbody>
<tr><td>Alice<td>Baker<td><button>Edit</button>
<tr><td>Bob<td>Pilot<td><button>Edit</button>
<tr><td>Carol<td>Nurse<td><button>Edit</button></tbody></table>"""


def in_shadow(html: str) -> str:
    return f"<h2>Outside</h2><x-panel><template shadowrootmode=open>{html}</template></x-panel>"


def in_frame(html: str) -> str:
    return f'<h2>Outside</h2><iframe name="inner" srcdoc="{escape(html)}"></iframe>'
