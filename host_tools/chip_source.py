"""What of the firmware's source goes to a chip: everything that does something there, and no more.

Decides what is left out: what only a type checker reads, `__slots__`, a limit's reason, and the
names of whole numbers. A chip would look such a name up in a table each time and keep the name in
RAM, so every `NAME = 5` of a module is written where it is used, in the modules that import it
too. Lines stay where they are: a traceback's numbers fit the source. Called by `image`.
"""

import ast
import operator
from collections import Counter
from collections.abc import Callable, Iterator

LARGEST = 1 << 30  # from here on a chip's number is an object
FOLDED: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.LShift: operator.lshift,
    ast.BitOr: operator.or_,
}
LIMITS = "firmware.safety.limit_rows"


def for_checkers(node: ast.stmt) -> bool:
    """`if TYPE_CHECKING:` with nothing for the other case, or the name's own line."""
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.test, ast.Name):
        return node.test.id == "TYPE_CHECKING"
    return named(node) == "TYPE_CHECKING"


def named(node: ast.stmt) -> str:
    """The one name that a plain assignment gives, else ''."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        if isinstance(target, ast.Name):
            return target.id
    return ""


def without(text: str, nodes: list[ast.stmt]) -> str:
    """`text` with these statements' lines empty; one that shares its line stays."""
    lines = text.splitlines()
    for node in nodes:
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        lines[first:last] = [""] * (last - first)
    return "\n".join(lines) + "\n"


def replaced(text: str, places: list[tuple[ast.expr, str]]) -> str:
    """`text` with each of these expressions written as the words; lines stay as many."""
    lines = [line.encode() for line in text.splitlines()]  # ast counts bytes
    for node, words in sorted(places, key=lambda place: place[0].col_offset, reverse=True):
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        rest = lines[last][node.end_col_offset :]
        begin = lines[first][: node.col_offset] + words.encode()
        lines[first : last + 1] = [begin, *[b""] * (last - first)]
        lines[last] += rest
    return "\n".join(line.decode() for line in lines) + "\n"


def bare(text: str) -> str:
    """Without what MicroPython has no use for."""
    body = ast.parse(text).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    unused = [node for node in body if for_checkers(node)]
    unused += [node for one in classes for node in one.body if named(node) == "__slots__"]
    return without(text, unused)


def without_reasons(text: str) -> str:
    """The table of limits: names and numbers; ids and reasons are for people."""
    tables = [node for node in ast.parse(text).body if named(node) == "ROWS"]
    rows = [node for table in tables for node in ast.walk(table) if isinstance(node, ast.Tuple)]
    told = [row.elts for row in rows if isinstance(row.elts[0], ast.Constant)]
    places = [(elements[at], '""') for elements in told for at in (0, -1)]
    return replaced(text, places)


class Module:
    """One file: `numbers` are those of its names that stand for one whole number each."""

    def __init__(self, name: str, package: bool, text: str) -> None:
        self.name = name
        self.package = package
        self.text = text
        self.tree = ast.parse(text)
        self.numbers: dict[str, int] = {}
        names = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        self.loads = [node for node in names if isinstance(node.ctx, ast.Load)]
        self.given = Counter(node.id for node in names if not isinstance(node.ctx, ast.Load))
        nodes = list(ast.walk(self.tree))
        self.given.update(node.arg for node in nodes if isinstance(node, ast.arg))
        self.formatted = {
            node.id
            for outer in nodes
            if isinstance(outer, ast.JoinedStr)  # where a name is in there, ast does not say
            for node in ast.walk(outer)
            if isinstance(node, ast.Name)
        }

    def imports(self) -> Iterator[tuple[ast.ImportFrom, str]]:
        """Each `from … import` at the top, with the whole name of the module it asks."""
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom):
                up = self.name.split(".")
                up = up[: len(up) - node.level + self.package] if node.level else []
                yield node, ".".join(up + ([node.module] if node.module else []))

    def learn(self, modules: "dict[str, Module]") -> None:
        """Find `numbers`; those of the modules it imports must be known."""
        for node, asked in self.imports():
            for alias in node.names:
                known = modules[asked].numbers if asked in modules else {}
                name = alias.asname or alias.name
                if alias.name in known and not self.given[name]:
                    self.numbers[name] = known[alias.name]
        for statement in self.tree.body:
            name = named(statement)
            if name.isupper() and self.given[name] == 1 and isinstance(statement, ast.Assign):
                value = self.value(statement.value)
                if value is not None and abs(value) < LARGEST:
                    self.numbers[name] = value
        for name in self.formatted:
            self.numbers.pop(name, None)

    def value(self, node: ast.expr) -> int | None:
        """What a sum of whole numbers comes to; None for anything else."""
        if isinstance(node, ast.Constant):
            return node.value if type(node.value) is int else None
        if isinstance(node, ast.Name):
            return self.numbers.get(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.value(node.operand)
            return None if inner is None else -inner
        if isinstance(node, ast.BinOp) and type(node.op) in FOLDED:
            left, right = self.value(node.left), self.value(node.right)
            if left is not None and right is not None:
                return FOLDED[type(node.op)](left, right)
        return None

    def written_out(self, kept: set[str]) -> str:
        """The text with numbers for names; `kept` are names that somebody asks a module for."""
        places: list[tuple[ast.expr, str]] = []
        for node in self.loads:
            if node.id in self.numbers:
                number = self.numbers[node.id]
                places.append((node, str(number) if number >= 0 else f"({number})"))
        lines = replaced(self.text, places).splitlines()
        for statement in self.tree.body:
            if named(statement) in self.numbers.keys() - kept:
                first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
                lines[first:last] = [""] * (last - first)
        for statement, _ in self.imports():
            left = [alias for alias in statement.names if not self.is_number(alias)]
            if len(left) < len(statement.names):
                first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
                lines[first:last] = [""] * (last - first)
                if left:
                    statement.names = left
                    lines[first] = ast.unparse(statement)
        return "\n".join(lines) + "\n"

    def asked(self) -> set[str]:
        """Names that some module still has to have, whichever it is."""
        names = set(self.formatted)
        top = {id(node) for node, _ in self.imports()}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if id(node) not in top or not self.is_number(alias):
                        names.add(alias.name)
        return names

    def is_number(self, alias: ast.alias) -> bool:
        return (alias.asname or alias.name) in self.numbers


def chip_sources(texts: dict[str, str]) -> dict[str, str]:
    """Path in the tree ("firmware/units.py") -> text for a chip, of a whole firmware.

    SyntaxError, with the path as its file, when one is none.
    """
    modules: dict[str, Module] = {}
    for path, text in texts.items():
        name = path.removesuffix(".py").replace("/", ".")
        package = name.endswith(".__init__")
        name = name.removesuffix(".__init__")
        try:
            text = bare(text)
        except SyntaxError as error:
            error.filename = path
            raise
        if name == LIMITS:
            text = without_reasons(text)
        modules[name] = Module(name, package, text)
    learn_all(modules)
    kept = set().union(*[module.asked() for module in modules.values()])
    written = [module.written_out(kept) for module in modules.values()]
    return dict(zip(texts, written, strict=True))


def learn_all(modules: dict[str, Module]) -> None:
    """Every module's numbers, those it imports first."""
    done: set[str] = set()

    def learn(module: Module) -> None:
        if module.name in done:
            return
        done.add(module.name)
        for _, asked in module.imports():
            if asked in modules:
                learn(modules[asked])
        module.learn(modules)

    for module in modules.values():
        learn(module)
