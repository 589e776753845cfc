"""Benefit of an option: households × tier weight × need, whole points (docs/formats.md 3.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.study import Study


def need_parts(study: Study, options: pd.DataFrame) -> pd.DataFrame:
    """The four parts of the need score, each 0–100."""
    age = (study.scenario.as_of.year - options["built_year"]).clip(0, 50) * 2
    return pd.DataFrame(
        {
            "age": age,
            "hazard": options["hazard"] * 100,
            "facilities": options["need_facilities"] * 10,
            "care": options["need_care"] * 10,
        }
    )


def need_score(study: Study, options: pd.DataFrame) -> pd.Series:
    """need = Σ weight × part / 100, rounded half up; whole points 0–100 (clause mohurd-2021-50#1.5)."""
    parts = need_parts(study, options)
    total = sum(parts[part] * weight for part, weight in study.scenario.need_weights.items())
    return pd.Series((np.asarray(total, dtype=np.int64) * 2 + 100) // 200, index=options.index)


def benefit(study: Study, options: pd.DataFrame) -> pd.Series:
    """households × tier weight × need / 100, rounded half up; whole points."""
    weight = options["tier"].map(study.scenario.tier_weights).fillna(0).astype("int64")
    points = options["households"] * weight * need_score(study, options)
    return (points * 2 + 100) // 200
