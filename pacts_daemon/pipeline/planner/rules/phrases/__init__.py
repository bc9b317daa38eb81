"""How words are taken apart: quotes, names, places, values, keys."""
