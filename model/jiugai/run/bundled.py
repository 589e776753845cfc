"""Where policy, samples and notebooks live: a checkout is read in place, a wheel carries copies."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_root() -> Path:
    """The folder that holds data/, scenarios/ and notebooks/."""
    checkout = _PACKAGE.parent.parent
    return checkout if (checkout / "data" / "policy").is_dir() else _PACKAGE / "bundled"


def policy_folder() -> Path:
    return bundled_root() / "data" / "policy"
