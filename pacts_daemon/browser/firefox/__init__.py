"""A stock Firefox, driven by Playwright over WebDriver BiDi."""
