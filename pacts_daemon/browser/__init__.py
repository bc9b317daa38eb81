"""Everything that touches a real browser: starting one, attaching to one, asking a page."""
