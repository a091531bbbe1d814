"""Scenes that tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rig.scene import Scene, scene
from rig.stations import VERSIONS


@pytest.fixture(scope="session")
def town() -> Iterator[Scene]:
    """One chain and one gateway for all tests that do not harm them."""
    with scene() as the_scene:
        the_scene.places = iter(the_scene.add_stations(50))
        the_scene.people = iter(the_scene.add_drivers(40))
        the_scene.gateway.start()
        yield the_scene


@pytest.fixture(scope="module")
def village() -> Iterator[Scene]:
    """A chain and a gateway that tests may harm, with a clock that they may put ahead."""
    with scene(with_clock=True) as the_scene:
        the_scene.places = iter(the_scene.add_stations(4))
        the_scene.people = iter(the_scene.add_drivers(8))
        the_scene.gateway.start()
        yield the_scene


@pytest.fixture(params=sorted(VERSIONS))
def version(request: pytest.FixtureRequest) -> str:
    """Each version of OCPP."""
    return request.param
