"""Writes reviewed heals back to where the locators stand in a suite."""
