"""Measurements; each prints ratios from one run beside absolute figures, and writes JSON."""
