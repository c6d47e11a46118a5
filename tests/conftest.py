"""What several test modules share: the bundled model, loaded once."""

import pytest

import quoteattr


@pytest.fixture(scope="session")
def extractor() -> quoteattr.Extractor:
    """The bundled model with all modes."""
    return quoteattr.load("en", modes="all")
