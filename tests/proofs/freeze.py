"""Keeps and restores the whole state of a graph of objects, fast enough for a million times.

Decides what is state: every attribute that any function but an `__init__` assigns, by name, in the
given sources (more names than needed, never fewer), and the content of every list. The rest is
wiring, and stays. Equal parts of two states are kept once. Used by `explore`.
"""

import ast


def assigned(source):
    """Names of all attributes that functions other than `__init__` assign."""
    names = set()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and function.name != "__init__":
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    names.add(node.attr)
    return names


def attributes(thing):
    """(name, value) of an object of ours, or of a tuple's items."""
    if isinstance(thing, tuple):
        return [("", each) for each in thing]
    names = list(getattr(thing, "__dict__", ()))
    for kind in type(thing).__mro__:
        names += getattr(kind, "__slots__", ())
    return [(name, getattr(thing, name)) for name in names if hasattr(thing, name)]


class Freezer:
    """`save()` gives a state, `restore(state)` brings it back. `packages` are the modules whose
    objects are walked, from `roots` on.
    """

    def __init__(self, roots, names, packages):
        self.objects = []
        self.lists = []
        self.known = {}
        self.packages = packages
        waiting = list(roots)
        while waiting:
            thing = waiting.pop()
            thing = getattr(thing, "__self__", thing)  # a method's object may be known by it alone
            if id(thing) in self.known or not self.counts(thing):
                continue
            self.known[id(thing)] = thing
            if isinstance(thing, list):
                waiting += thing
                if not any(callable(each) for each in thing):  # the rounds' table is wiring
                    self.lists.append(thing)
                continue
            owned = []
            for name, value in attributes(thing):
                waiting.append(value)
                if name in names and not callable(value):
                    owned.append(name)
            if owned:
                self.objects.append((thing, owned))
        self.parts = {}
        self._write()

    def counts(self, thing):
        """Is it one of ours, or can it hold some?"""
        return isinstance(thing, (list, tuple)) or type(thing).__module__.startswith(self.packages)

    def _write(self):
        """Two functions in which every object and name is spelt out."""
        space = {}
        save, restore = [], []
        for i, (thing, owned) in enumerate(self.objects):
            space["o%d" % i] = thing
            plain = []
            for name in owned:
                value = getattr(thing, name)
                if isinstance(value, list):  # may be another list by now
                    space["l%d_%s" % (i, name)] = value
                    save.append("tuple(o%d.%s)" % (i, name))
                    restore.append(
                        "l = l%d_%s; l[:] = s[%d]; o%d.%s = l" % (i, name, len(save) - 1, i, name)
                    )
                else:
                    plain.append("o%d.%s" % (i, name))
            if plain:
                save.append("(%s,)" % ", ".join(plain))
                restore.append("%s, = s[%d]" % (", ".join(plain), len(save) - 1))
        for i, values in enumerate(self.lists):
            space["v%d" % i] = values
            save.append("tuple(v%d)" % i)
            restore.append("v%d[:] = s[%d]" % (i, len(save) - 1))
        lines = ["def save():", "  return (%s,)" % ", ".join(save), "def restore(s):"]
        lines += ["  " + each for each in restore]
        exec("\n".join(lines), space)
        self._save, self.restore = space["save"], space["restore"]

    def save(self):
        """The state of now. Equal parts are one object."""
        keep = self.parts.setdefault
        return tuple([keep(part, part) for part in self._save()])
