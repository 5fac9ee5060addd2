"""What hostile firmware does with a board's pins, a row each, and the requests of a hostile main
loop.

Decides nothing but the list: `firmware` plays PLANS, `requests` plays ASKS. Core.
"""

# name: (heat, feet, air, motors, renews, words)
#   heat    "" none; "most" all there is; "park" holds the latch's bead just under where it opens;
#           "swing" the same by long pulses: the pad runs past it while the bead lags behind
#   feet    "both", "left", or "turns": a minute each
#   air     "" none; "both" pump on and both valves open for ever; "turns": half a minute each;
#           "again" as "both", with just the rest that the valve timer asks for
#   motors  1: rollers and vibration at full speed
#   renews  1: rests the rail for a while before the timer would expire, hoping that it forgets
PLANS = {
    "everything": ("most", "both", "both", 1, 0, "every output at maximum"),
    "heat": ("most", "both", "", 0, 0, "heat at maximum, nothing else"),
    "park": ("park", "both", "", 0, 0, "heat just under the latch"),
    "one foot": ("park", "left", "", 0, 0, "the same on one foot"),
    "turns": ("park", "turns", "turns", 0, 0, "heat and air a foot after the other"),
    "swing": ("swing", "both", "", 0, 0, "pulses that hide behind the lag of the latch's bead"),
    "renew": ("park", "both", "", 0, 1, "under the latch; the rail rests before the timer ends"),
    "let go and squeeze": (
        "",
        "both",
        "again",
        0,
        0,
        "as long as the valve timer lets it, and again",
    ),
    "squeeze": ("", "both", "both", 0, 0, "both bladders at the relief's pressure"),
    "all under the latch": ("park", "both", "both", 1, 0, "under the latch, the rest at maximum"),
}

# name: (pump, lies, renews, words)
#   pump    0: never asked for, since over-pressure would end the heat
#   lies    1: the beat runs ahead of the clock, and every stop counts as seen before it came
#   renews  1: rests the rail when heat or session is used up, while the feet step out and in
ASKS = {
    "ask everything": (1, 0, 0, "everything, and acknowledges every trip"),
    "ask for heat": (0, 0, 0, "the same without the pump, whose pressure would end the heat"),
    "ask and lie": (0, 1, 0, "the same with a beat that lies"),
    "ask and renew": (0, 0, 1, "the same; rests as long as the clocks need, feet out and in"),
}


def words(name: str) -> str:
    """What a row of either table does."""
    return str((PLANS[name] if name in PLANS else ASKS[name])[-1])
