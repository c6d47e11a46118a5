"""docs/benchmarks/steps.py: the steps that it times are those of a text's way."""

import importlib.util

import pytest
from test_cli import ROOT

import quoteattr

spec = importlib.util.spec_from_file_location("steps", ROOT / "docs" / "benchmarks" / "steps.py")
steps = importlib.util.module_from_spec(spec)
spec.loader.exec_module(steps)


def test_every_step_is_taken(
    extractor: quoteattr.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = steps.Clock()
    for owner, name, step in steps.STEPS:
        wrapped = clock.around(getattr(owner, name), f"{step}: {name}")
        bound = owner is steps.attributor.Features
        monkeypatch.setattr(owner, name, staticmethod(wrapped) if bound else wrapped)
    extractor("“The road is closed,” said Mayor Ida Brandt. She blamed the ice.")
    assert set(clock.taken) == {f"{step}: {name}" for _, name, step in steps.STEPS}
