"""All that is stored at once: to lines of JSON, and from them."""
