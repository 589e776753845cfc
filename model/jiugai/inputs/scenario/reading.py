"""A scenario file → `Scenario`."""

from __future__ import annotations

from pathlib import Path

from jiugai.inputs.scenario.chain import read_chain
from jiugai.inputs.scenario.keys import read_keys
from jiugai.inputs.scenario.own_keys import with_own_keys
from jiugai.inputs.scenario.question import Scenario


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file and all that it descends from. Raises `ScenarioError` with every problem of a file."""
    chain = read_chain(path)
    root = read_keys(chain.raw, chain.root, chain.root, chain.based)
    if chain.is_root:
        return root
    changes = [chain.changes[key] for key in sorted(chain.changes)]
    raw = with_own_keys(chain.raw, root, changes) | chain.head
    others = {file.resolve(): file for file in (chain.root, *chain.files)}
    others.pop(path.resolve())
    return read_keys(
        raw, path, chain.root, (*chain.based, *changes), tuple(others[key] for key in sorted(others)), root
    )
