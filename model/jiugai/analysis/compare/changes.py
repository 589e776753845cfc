"""What a scenario sets otherwise than the base: of the question it asks, and of case and policy by its overrides."""

from __future__ import annotations

from fractions import Fraction

from jiugai.analysis.compare.rows import ChangeRow
from jiugai.inputs.study import Study
from jiugai.run.provenance import overrides, relative

#: overrides of these count by their values; those of the scenario's own keys show in `question`
_ROOMS = ("case.", "policy.")


def change_rows(name: str, study: Study, base: Study) -> list[ChangeRow]:
    """Paths whose value differs from that of the base, sorted; of the base itself what its overrides change."""
    found = {row["path"]: (row["old"], row["new"]) for row in overrides(study) if row["path"].startswith(_ROOMS)}
    if study is not base:
        theirs = {row["path"]: (row["old"], row["new"]) for row in overrides(base) if row["path"].startswith(_ROOMS)}
        unset = {path: (new, old) for path, (old, new) in theirs.items() if path not in found}
        found = unset | {path: (theirs.get(path, (old, old))[1], new) for path, (old, new) in found.items()}
        asked, before = question(study, base), question(base, base)
        found |= {key: (before.get(key, ""), asked.get(key, "")) for key in {**before, **asked}}
    return [ChangeRow(name, path, old, new) for path, (old, new) in sorted(found.items()) if not _same(old, new)]


def _same(old: str, new: str) -> bool:
    """Whether two texts say one value: 6/5 and 1.2 are one number.

    >>> _same("6/5", "1.2"), _same("county", "centre"), _same("", "0")
    (True, False, False)
    """
    try:
        return Fraction(old) == Fraction(new)
    except ValueError:
        return old == new


def question(study: Study, base: Study) -> dict[str, str]:
    """What a scenario asks, path → value as text; files as seen from the scenario of the base."""
    asked, start = study.scenario, base.scenario.path.parent
    order = (o.name if not o.tolerance else f"{o.name} ({o.tolerance})" for o in asked.objectives)
    soft = {rule: study.soft_weight(rule) for rule, entry in study.rules.items() if entry.soft is not None}
    return {
        "case": relative(asked.case, start),
        "policy": relative(asked.policy, start) if asked.policy else "",
        "as_of": asked.as_of.isoformat(),
        "objectives": ", ".join(order),
        "discount_rate": str(asked.discount_rate),
        **{f"need_weights.{part}": str(weight) for part, weight in asked.need_weights.items() if weight},
        **{f"tier_weights.{tier}": str(weight) for tier, weight in asked.tier_weights.items()},
        **{f"soft_weights.{rule}": str(weight) for rule, weight in soft.items()},
    }
