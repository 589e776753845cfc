"""Settings of every test: arithmetic faults are errors, Hypothesis draws the same examples each time.

The supplied policy folder is read once a process: no test changes it, and hundreds make a study.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings

from jiugai.inputs import study
from jiugai.policy.library import Library, load_policy
from jiugai.run.bundled import policy_folder

np.seterr(all="raise")
pytest.register_assert_rewrite("support", "allocation.enumerated")  # a failure there shows its values too

_SAME = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
# no shrinking in the fast suite: a failure is shown as found, in seconds
settings.register_profile("fast", max_examples=2, phases=[Phase.explicit, Phase.generate], **_SAME)
settings.register_profile("full", max_examples=12, **_SAME)
settings.load_profile("fast")


@pytest.fixture(scope="session", autouse=True)
def _supplied_policy() -> Iterator[None]:
    supplied, once = policy_folder(), cache(load_policy)

    def load(folder: Path) -> Library:
        return once(folder) if folder == supplied else load_policy(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "load_policy", load)
        yield
