"""Settings of every test: arithmetic faults are errors, Hypothesis draws the same examples each time."""

import numpy as np
from hypothesis import HealthCheck, Phase, settings

np.seterr(all="raise")

_SAME = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
# no shrinking in the fast suite: a failure is shown as found, in seconds
settings.register_profile("fast", max_examples=3, phases=[Phase.explicit, Phase.generate], **_SAME)
settings.register_profile("full", max_examples=40, **_SAME)
settings.load_profile("fast")
