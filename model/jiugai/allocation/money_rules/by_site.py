"""Money that a rule limits community by community: what residents, a standard or a sum a lift allow of an option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.expressions import Expression
from jiugai.menu.options import Mask
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem


def capped(
    problem: Problem, flows: Mask, caps: NDArray[np.int64], owner: pd.Series | None = None
) -> Iterator[tuple[str, Expression, Expression]]:
    """(community, Σ pay of `flows` there, Σ_o choose[o] · caps[o]), 万元, of every community with such flows.

    `flows`: bool, shape (flows,); `caps`: whole yuan, shape (options,); `owner`: the community of each flow where it is
    not that of its cell.
    """
    owner = problem.flows["community_id"] if owner is None else owner
    for community, numbers in problem.menu.options.groupby("community_id", sort=True).indices.items():
        mine = flows & (owner == community).to_numpy()
        if mine.any():
            most = problem.linear((problem.choose[number], to_wan(int(caps[number]))) for number in numbers)
            yield str(community), problem.paid(mine), most
