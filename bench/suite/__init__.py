"""A suite of 200 actions over 12 pages, with plain locators and with elements by name."""
