"""Two small pages that share no structure, as evidence for the drift step."""

BASELINE = b"""<!doctype html><html lang="en"><head><title>Orders</title></head><body>
<header><nav id="menu"><ul><li><a href="/">Home</a></li><li><a href="/o">Orders</a></li>
</ul></nav></header>
<main id="content"><form id="search" role="search"><label for="q">Search</label>
<input id="q" name="q" type="search"><button id="go" type="submit">Search</button></form>
<section id="orders"><h1>Orders</h1><p><em>Three</em> orders</p>
<article id="first"><h2>One</h2><p>text</p><button>Save</button><button>Cancel</button></article>
</section></main>
<footer id="about"><p><small>About</small></p></footer></body></html>"""

REPLACED = b"""<!doctype html><html lang="en"><head><title>Orders</title></head><body>
<div id="app"><div id="bar"><span id="logo"><b>Shop</b></span></div>
<table id="grid"><thead><tr><th>No</th><th>Name</th></tr></thead><tbody><tr><td><i>1</i></td>
<td><strong>One</strong></td></tr></tbody></table><aside id="filters">
<fieldset><legend>Filter</legend>
<select id="state"><option>open</option></select><textarea id="note"></textarea></fieldset></aside>
<dl id="facts"><dt>Total</dt><dd><code>3</code></dd></dl></div></body></html>"""
