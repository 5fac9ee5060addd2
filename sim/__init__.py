"""The desktop simulator: the real firmware on a plant that tells the truth. `README.md` is its
guide.

`from sim import Rig` is the face for tests; everything else is the house behind it.
"""

from .rig import Rig

__all__ = ("Rig",)
