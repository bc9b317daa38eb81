"""What the numbers are worth on a product that nothing was chosen on.

A few dozen settings are tried: thresholds, and each group of weights scaled up and down. For each
product the setting that does best on all the others is chosen, and measured on that product alone.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean

from bench.heal import data, ours
from pacts_daemon import _drift_core as core

ACCEPT = (2.0, 2.5, 3.0)
MARGIN = (0.7, 1.0, 1.5)
IDENTITY = (0.0, 0.4, 0.8)
SCALES = (0.7, 1.4)
GROUPS = ("attributes", "names", "kinds", "neighbours", "containers", "content")
VARIANTS = ("natural", "masked")
COST = 5
"""A wrong answer costs as much as this many right ones bring."""

Counts = dict[str, Counter[str]]
"""By product: ``variant said`` to how often."""


@dataclass(frozen=True)
class Setting:
    """One of the settings that are tried."""

    accept: float | None = None
    margin: float | None = None
    identity: float | None = None
    scaled: str = ""
    by: float = 1.0

    def settings(self) -> core.HealSettings:
        """Return it as the core takes it."""
        a, b, c, d, e, f = (self.by if group == self.scaled else 1.0 for group in GROUPS)
        return core.HealSettings(self.accept, self.margin, self.identity, None, (a, b, c, d, e, f))


def measure(folder: Path) -> dict[str, object]:
    """Return the shares with the product's own setting, and with the one the others chose."""
    tried = {setting: _counts(folder, setting) for setting in _tried()}
    usual = tried[Setting()]
    chosen = {
        name: max(tried, key=lambda setting: _worth(tried[setting], without=name))
        for name in sorted(usual)
    }
    held_out = {name: tried[setting][name] for name, setting in chosen.items()}
    return {
        "settings_tried": len(tried),
        "in_sample": _summary(usual),
        "held_out": _summary(held_out),
        "chosen": {name: str(setting) for name, setting in chosen.items()},
    }


def _tried() -> list[Setting]:
    """The default is first, so that it wins when nothing is better."""
    thresholds = [Setting(*given) for given in product(ACCEPT, MARGIN, IDENTITY)]
    scaled = [Setting(scaled=group, by=by) for group, by in product(GROUPS, SCALES)]
    return [Setting(), *thresholds, *scaled]


def _counts(folder: Path, setting: Setting) -> Counts:
    settings = setting.settings()
    counts: Counts = {}
    for case in [*data.present(folder), *data.absent(folder)]:
        for masked in (False, True):
            if masked and case.new_xpath and not case.anchor_independent:
                continue
            old = data.old_page(folder, case, masked=masked)
            new = data.new_page(folder, case, masked=masked)
            found = ours.find(old, new, case.old_xpath, settings)
            variant = "masked" if masked else "natural"
            said = f"{variant} {_said(found, case.new_xpath)}"
            counts.setdefault(case.product, Counter())[said] += 1
            if masked and case.tier == "hard":
                counts[case.product][f"hard {_said(found, case.new_xpath)}"] += 1
    return counts


def _said(found: str | None, truth: str | None) -> str:
    if truth is None:
        return "quiet" if found is None else "false"
    return "none" if found is None else "right" if found == truth else "wrong"


def _worth(counts: Counts, without: str) -> float:
    total: Counter[str] = Counter()
    for name, counter in counts.items():
        if name != without:
            total.update(counter)
    bad = sum(total[f"{variant} {said}"] for variant in VARIANTS for said in ("wrong", "false"))
    return sum(total[f"{variant} right"] for variant in VARIANTS) - COST * bad


def _summary(counts: Counts) -> dict[str, object]:
    total: Counter[str] = Counter()
    for counter in counts.values():
        total.update(counter)
    shares = {
        variant: [_share(counter, variant, "right") for counter in counts.values()]
        for variant in VARIANTS
    }
    return {
        "right": {variant: _share(total, variant, "right") for variant in (*VARIANTS, "hard")},
        "wrong": {variant: _share(total, variant, "wrong") for variant in (*VARIANTS, "hard")},
        "false": {variant: _false(total, variant) for variant in VARIANTS},
        "mean_of_products": {variant: round(fmean(found), 2) for variant, found in shares.items()},
        "worst_product": {variant: min(found) for variant, found in shares.items()},
    }


def _share(counts: Counter[str], variant: str, said: str) -> float:
    count = sum(counts[f"{variant} {answer}"] for answer in ("right", "wrong", "none"))
    return round(100 * counts[f"{variant} {said}"] / count, 2) if count else 100.0


def _false(counts: Counter[str], variant: str) -> float:
    count = counts[f"{variant} false"] + counts[f"{variant} quiet"]
    return round(100 * counts[f"{variant} false"] / count, 2)
