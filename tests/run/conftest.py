"""The small bundled cases, planned once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from jiugai.inputs.study import Study
from jiugai.run import Finished, make_plan, read_study
from support.case import ROOT


class Planned(NamedTuple):
    name: str
    study: Study
    folder: Path
    finished: Finished


@pytest.fixture(scope="session")
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """The plan of `request.param`, without the report."""
    name: str = request.param
    study = read_study(ROOT / "scenarios" / f"{name}.yaml")
    folder = tmp_path_factory.mktemp("plans") / name
    return Planned(name, study, folder, make_plan(study, folder))
