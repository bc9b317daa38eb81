"""From a sentence to a verdict: requirement, planner, page objects, executor, healer, report.

It stands on the Python client, as any test does: what a sentence presses is found by the same walk.
"""
