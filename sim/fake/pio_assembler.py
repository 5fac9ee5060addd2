"""A tiny PIO assembler for the instructions the firmware's pulse program uses. CPython only; a
test runs its output on an emulator.

Encodings are the RP2040 datasheet's (3.4.2-3.4.7): opcode in bits 15-13, one mandatory side-set
bit in bit 12.
"""

SIDE_BIT = 12
_CONDITIONS = {"not_x": 1, "x_dec": 2, "not_y": 3, "y_dec": 4}
_DESTINATIONS = {"x": 1, "y": 2}


class _Line:
    def __init__(self, word, label=None):
        self.word = word
        self.label = label

    def side(self, value):
        self.word |= value << SIDE_BIT
        return self


class _Builder:
    def __init__(self):
        self.lines = []
        self.labels = {}
        self.target = 0
        self.top = -1

    def add(self, word, label=None):
        line = _Line(word, label)
        self.lines.append(line)
        return line

    def names(self):
        """What a program's function sees as its globals."""
        return {
            "wrap_target": lambda: setattr(self, "target", len(self.lines)),
            "wrap": lambda: setattr(self, "top", len(self.lines) - 1),
            "label": lambda name: self.labels.__setitem__(name, len(self.lines)),
            "pull": lambda mode: self.add(0x80A0 if mode == "block" else 0x8080),
            "out": lambda where, bits: self.add(0x6000 | _DESTINATIONS[where] << 5 | (bits & 31)),
            "jmp": lambda condition, label: self.add(_CONDITIONS[condition] << 5, label),
            "x": "x",
            "y": "y",
            "block": "block",
            "not_x": "not_x",
            "x_dec": "x_dec",
            "y_dec": "y_dec",
        }


def assemble(function):
    """{"opcodes": [...], "wrap_target": n, "wrap_top": n} of a function for @rp2.asm_pio."""
    builder = _Builder()
    space = function.__globals__
    kept = dict(space)
    space.update(builder.names())
    try:
        function()
    finally:
        space.clear()
        space.update(kept)
    opcodes = [
        line.word | (builder.labels[line.label] if line.label else 0) for line in builder.lines
    ]
    top = builder.top if builder.top >= 0 else len(opcodes) - 1
    return {"opcodes": opcodes, "wrap_target": builder.target, "wrap_top": top}
