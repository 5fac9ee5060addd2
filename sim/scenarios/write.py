"""A scenario as a TOML file again: what a drawn run is handed out as.

Decides only that it looks as people write one. The text, read back, makes the same run bit for
bit. Campaigns call it.
"""

import tomli_w

from sim.scenarios.document import Document


def toml_of(document: Document, remark: str) -> str:
    """The whole document without includes, under one line of remark."""
    parts = [f"# {remark}\n"]
    for name, value in document.plain().items():
        if isinstance(value, list):
            parts += [f"[[{name}]]\n{tomli_w.dumps(block)}" for block in value]
        else:
            parts.append(f"[{name}]\n{tomli_w.dumps(value)}")
    return "\n".join(parts)
