"""Commands that write what is known of pages as code."""
