"""Every single change of the tiny plan and of a published case is refused, with the clause it breaks."""

from __future__ import annotations

import pytest

from audit.test_tamper_everything import passes, tianchang, tiny


@pytest.mark.parametrize("case", [tiny, tianchang])
def test_no_change_passes(case: object) -> None:
    study, changes = case()  # type: ignore[operator]
    assert len(changes) > 1500
    assert [tamper.edit for tamper in changes if passes(study, tamper)] == []
