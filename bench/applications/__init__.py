"""Live single-page applications in two versions, captured in a browser, with truth by hand."""
