"""What the source may say, judged from its syntax tree alone.

Each function takes the text of one module and returns complaints, each with its line; an empty
list means the module keeps the rule. Nothing here imports the module it judges. Called by
`tests/test_gates_*.py`, which run every rule over the tree and over planted bad source.
"""

import ast

# Calls that make a constant or a class, never an object with a state.
CONSTANT_CALLS = {"const", "namedtuple"}
# Modules of MicroPython that device code may import. `machine` and its kin: see `floors`.
DEVICE_LIBRARY = {"array", "binascii", "errno", "gc", "hashlib", "io", "json", "micropython"}
DEVICE_LIBRARY |= {"collections", "os", "select", "struct", "sys"}


def parse(text: str) -> ast.Module:
    return ast.parse(text)


def floats(text: str) -> list[str]:
    """House rule 1: integers only in firmware; a float allocates, and differs between ports."""
    found = []
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            found.append(f"line {node.lineno}: the number {node.value!r} is not an integer")
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div):
            found.append(f"line {node.lineno}: `/` makes a float; `//` does not")
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Pow):
            found.append(f"line {node.lineno}: `**` may make a float; `<<` and `*` do not")
        if isinstance(node, ast.Name) and node.id in ("float", "complex"):
            found.append(f"line {node.lineno}: `{node.id}`")
    return found


def type_only(tree: ast.Module) -> set[int]:
    """Lines under `if TYPE_CHECKING:`, which no interpreter runs: the name stands for False."""
    lines: set[int] = set()
    for node in tree.body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
            if node.test.id == "TYPE_CHECKING" and not node.orelse:
                lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def imports(text: str, module: str, package: bool = False) -> list[tuple[int, str]]:
    """(line, dotted name) of all that `module` imports; relative names resolved, type-only too.

    `from ..image import FULL` in `firmware.safety.governor` is `firmware.image.FULL`: whether FULL
    is a module or a name in one, the prefix says which room it lies in.
    """
    found = []
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            if node.level:
                kept = len(parts) - node.level + (1 if package else 0)
                base = ".".join(parts[:kept])
                base = f"{base}.{node.module}" if node.module else base
            else:
                base = node.module or ""
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Name) and node.id in ("__import__", "exec", "eval"):
            found.append((node.lineno, node.id))
    return found


def runtime_typing(text: str) -> list[str]:
    """MicroPython has no `typing`; only a block under TYPE_CHECKING may import it."""
    skipped = type_only(parse(text))
    absent = ("typing", "typing_extensions", "dataclasses", "enum", "__future__", "abc")
    return [
        f"line {line}: `{name}` does not exist on the chip"
        for line, name in imports(text, "firmware.module")
        if name.split(".")[0] in absent and line not in skipped
    ]


def constant(node: ast.expr | None) -> bool:
    """True for an expression that can only give an immutable value."""
    if node is None or isinstance(node, (ast.Constant, ast.Name, ast.Attribute)):
        return True
    if isinstance(node, (ast.Tuple, ast.BoolOp)):
        items = node.elts if isinstance(node, ast.Tuple) else node.values
        return all(constant(item) for item in items)
    if isinstance(node, ast.UnaryOp):
        return constant(node.operand)
    if isinstance(node, ast.BinOp):
        return constant(node.left) and constant(node.right)
    if isinstance(node, ast.Compare):
        return constant(node.left) and all(constant(item) for item in node.comparators)
    if isinstance(node, ast.IfExp):
        return constant(node.test) and constant(node.body) and constant(node.orelse)
    if isinstance(node, ast.Subscript):
        return constant(node.value) and constant(node.slice)
    if isinstance(node, ast.Starred):
        return constant(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in CONSTANT_CALLS or node.func.id in ("len", "max", "min", "sum")
    return False


def state(text: str) -> list[str]:
    """Floor 5: no module state, so that a reboot is calling `build` again."""
    tree = parse(text)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found.append(f"line {node.lineno}: `global {', '.join(node.names)}`")
        bodies = [node.body] if isinstance(node, (ast.Module, ast.ClassDef)) else []
        for statement in [item for body in bodies for item in body]:
            found += statement_state(statement)
    return found


def statement_state(node: ast.stmt) -> list[str]:
    """Complaints about one statement of a module's or a class's body."""
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Pass)
    if isinstance(node, allowed):
        return []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return []
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        if constant(node.value):
            return []
        return [f"line {node.lineno}: not a constant: a list, dict or object outlives a reboot"]
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
        if node.test.id == "TYPE_CHECKING":
            return []
    return [f"line {node.lineno}: a module only defines; this statement runs on import"]


def docstrings(text: str) -> list[str]:
    """A module, and every public class and function in it, says what it is for."""
    tree = parse(text)
    found = [] if ast.get_docstring(tree) else ["line 1: the module has no docstring"]

    def walk(body: list[ast.stmt], inside: str) -> None:
        for node in body:
            if not isinstance(node, (ast.ClassDef, ast.FunctionDef)) or node.name[0] == "_":
                continue
            if not ast.get_docstring(node) and not assembler(node):
                found.append(f"line {node.lineno}: `{inside}{node.name}` has no docstring")
            if isinstance(node, ast.ClassDef):
                walk(node.body, node.name + ".")

    walk(tree.body, "")
    return found


def assembler(node: ast.stmt) -> bool:
    """A PIO program: its body is assembled, so a docstring has no place in it."""
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(item, ast.Call)
        and isinstance(item.func, ast.Attribute)
        and item.func.attr == "asm_pio"
        for item in node.decorator_list
    )


def length(text: str, most: int = 200) -> list[str]:
    """A file that fits on a few screens can be checked by a person."""
    lines = len(text.splitlines())
    return [] if lines <= most else [f"line {most + 1}: {lines} lines, at most {most}"]


def absent_on_device(text: str) -> list[str]:
    """What the core of the simulator may not import: it runs on MicroPython too."""
    absent = "typing dataclasses enum abc random pathlib numpy tomllib tomli functools re copy"
    absent += " datetime statistics logging contextlib itertools"
    skipped = type_only(parse(text))
    return [
        f"line {line}: `{name.split('.')[0]}` does not exist on MicroPython, or differs there"
        for line, name in imports(text, "sim.module")
        if name.split(".")[0] in absent.split() and line not in skipped
    ]
