"""What several tests of the attribution step share."""

import pytest
from small import small_network

from quoteattr.attribution.network import Network


@pytest.fixture(scope="session", params=[False, True], ids=["words", "pieces"])
def network(request: pytest.FixtureRequest) -> Network:
    """A small network, without and with a transformer."""
    return small_network(transformer=request.param)
