"""Finding and checking elements on pages that came with the call: no browser is asked."""
