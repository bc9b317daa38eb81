"""Source files, as far as locators stand in them."""
