"""What several test modules share: the bundled model, loaded once."""

import pytest
from hypothesis import settings

import quoteattr

# How fast this machine is says nothing about a property.
settings.register_profile("quoteattr", deadline=None)
# For an hour of looking for something new: pytest tests --hypothesis-profile=long -k fuzz
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("quoteattr")


@pytest.fixture(scope="session")
def extractor() -> quoteattr.Extractor:
    """The bundled model with all modes."""
    return quoteattr.load("en", modes="all")
