"""Select codes of the reference front end: each selects one channel on both multiplexers.

Decides no order: `readings` does, bit by bit, and `door` reads the keys alone.
"""

SUPPLY = 0
LEFT = 1
RIGHT = 2
HEATERS = 3
LATCHES = 4
KEYS = 5
AIR = 6
PRESENCE = 7
