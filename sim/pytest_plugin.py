"""The pytest fixture of the Python face: `def test_x(rig): ...` gets a device on a desk with the
defaults.

Decides nothing. Installed as a pytest plugin with the package.
"""

import pytest

from .rig import Rig


@pytest.fixture
def rig():
    """A Rig with the defaults: rpi_pico, gentle stage, neuropathy, plan unlocked, half a second
    after power-on.
    """
    return Rig()
