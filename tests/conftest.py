"""What several test modules share: the bundled model and one with random weights, loaded once."""

import os
from pathlib import Path

import pytest
import torch
from hypothesis import settings
from small import small_trained

import quoteattr
from quoteattr import models
from quoteattr.attribution.storage import save

# How fast this machine is says nothing about a property.
settings.register_profile("quoteattr", deadline=None, max_examples=30)
# What .ci/run takes, the same examples each time so that the commit alone decides; and an hour of
# looking for something new: pytest tests --hypothesis-profile=long -k fuzz
settings.register_profile("thorough", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("quoteattr")

# Several processes that test have a core each.
if "PYTEST_XDIST_WORKER" in os.environ:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def extractor() -> quoteattr.Extractor:
    """The bundled model with all modes."""
    return quoteattr.load("en", modes="all")


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random weights, which says all sorts of things in no time; speakers are chosen
    by the bundled one.
    """
    folder = tmp_path_factory.mktemp("random")
    save(folder, small_trained())
    models.write_manifest(folder, "random")
    return folder


@pytest.fixture(scope="session")
def guesser(random_model: Path) -> quoteattr.Extractor:
    """The random model, with all that it proposes."""
    return quoteattr.load(random_model, modes="all", min_confidence=0)
