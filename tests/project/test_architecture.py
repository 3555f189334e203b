"""The house as docs/architecture.md tells it, checked against the files as they lie."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "forensics"

#: Every module or folder right under forensics/, lowest layer first. A new one is placed here.
LAYERS: tuple[str, ...] = (
    (
        "child dates distribution errors language limits model octets program regular required_texts sqlite_address"
        " tomlfile version"
    ),
    "documents formats output parties sources",
    "casefile scan",
    "downloads",
    "findings",
    "rulebook",
    "investigation notification report survey",
    "__init__ custody watch",
    "explore",
    "cli",
    "__main__",
)
LAYER_OF = {name: floor for floor, names in enumerate(LAYERS) for name in names.split()}

VAGUE_NAMES = ("common.py", "helpers.py", "misc.py", "utils.py")
SLOW_TO_IMPORT = ("matplotlib",)

#: What is written down in the repository: code, tests, documents, locks, samples and their reports.
FOLDERS = (".ci", ".github", "benchmarks", "docs", "forensics", "reports", "sample_logs", "tests")
BINARY = frozenset({".bz2", ".gz", ".parquet", ".pdf", ".png", ".pyc", ".sqlite", ".xlsx", ".xz", ".zst"})

#: Places that exist on one machine only, and hosts that a lock file must not tie us to.
FOREIGN = re.compile(rb"/(?:work|root)/|/home/[a-z]+/|pypi[.]org|files[.]pythonhosted")


def _modules() -> dict[str, Path]:
    """All modules by dotted name; a package goes by the name of its folder."""
    return {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _place(module: str) -> str:
    """The name by which LAYERS knows a module: what comes right after "forensics"."""
    return [*module.split("."), "__init__"][1]


def _targets(node: ast.AST, module: str, modules: dict[str, Path]) -> Iterator[str]:
    """The modules of this package that one import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, module, modules)
        for alias in node.names:
            name = f"{base}.{alias.name}"
            if name in modules or base in modules:
                yield name if name in modules else base


def _absolute(node: ast.ImportFrom, module: str, modules: dict[str, Path]) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    drop = node.level - (modules[module].name == "__init__.py")
    return ".".join([*parts[: len(parts) - drop], *filter(None, [node.module])])


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


MODULES = _modules()
each_module = pytest.mark.parametrize("module", MODULES)


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """All modules, parsed: not when tests are collected, for every process does that."""
    return {name: _parse(path) for name, path in MODULES.items()}


@pytest.fixture(scope="module")
def imports(trees: dict[str, ast.Module]) -> dict[str, list[str]]:
    """What each module imports of this package."""
    return {
        name: sorted({target for node in ast.walk(tree) for target in _targets(node, name, MODULES)})
        for name, tree in trees.items()
    }


def _written_files() -> list[Path]:
    """Every text file of the repository, without asking git: an unpacked archive has none."""
    below = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    files = [path for path in (*ROOT.iterdir(), *below) if path.is_file()]
    return sorted(path for path in files if path.suffix not in BINARY and path.name not in {".coverage", ".git"})


@each_module
def test_module_has_a_layer(module: str) -> None:
    """A new module is placed in the house before it is used."""
    assert _place(module) in LAYER_OF, f"place {module} in LAYERS"


def test_layers_name_a_module_once() -> None:
    """A module stands on one floor only."""
    assert len(LAYER_OF) == len(" ".join(LAYERS).split())


@each_module
def test_imports_go_down(module: str, imports: dict[str, list[str]]) -> None:
    """Imports lead to a lower layer, or stay on the same one."""
    floor = LAYER_OF.get(_place(module), len(LAYERS))
    upward = [name for name in imports[module] if LAYER_OF.get(_place(name), 0) > floor]
    assert not upward, f"layer {floor} imports from above"


def test_imports_have_no_cycle(imports: dict[str, list[str]]) -> None:
    """Within a layer, too, imports go one way."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"modules import each other: {' -> '.join(error.args[1])}")


@each_module
def test_slow_libraries_are_imported_late(module: str, trees: dict[str, ast.Module]) -> None:
    """`forensics --help` does not wait for a library that only plots need."""
    slow = [name for name in _imported_on_load(trees[module]) if name.split(".")[0] in SLOW_TO_IMPORT]
    assert not slow


def _imported_on_load(node: ast.AST) -> Iterator[str]:
    """What is imported when the module is: not inside functions, not for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield child.module or ""
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not _for_types_only(child):
            yield from _imported_on_load(child)


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@each_module
def test_module_says_what_it_is_and_offers(module: str, trees: dict[str, ast.Module]) -> None:
    """A module says what it holds, a public one also what it offers; of a room whose modules offer all, that is all."""
    tree = trees[module]
    assert ast.get_docstring(tree), "no docstring"
    name = module.rpartition(".")[2]
    if len(tree.body) > 1 and not name.startswith("_"):
        assigned = {target.id for node in tree.body for target in _assigned_names(node)}
        assert "__all__" in assigned, "no __all__"


def _assigned_names(node: ast.stmt) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    yield from (target for target in targets if isinstance(target, ast.Name))


@each_module
def test_no_broad_except(module: str, trees: dict[str, ast.Module]) -> None:
    """An exception is caught by its name: a broad net hides a wrong count."""
    caught = [node.type for node in ast.walk(trees[module]) if isinstance(node, ast.ExceptHandler)]
    names = [name for kind in caught for name in (_names(kind) if kind else ["(bare)"])]
    assert not {"(bare)", "Exception", "BaseException"}.intersection(names)


def _names(kind: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(kind) if isinstance(node, ast.Name)]


@pytest.mark.parametrize(
    "path", [path for path in _written_files() if path.suffix == ".py"], ids=lambda path: path.name
)
def test_python_file_is_well_named(path: Path) -> None:
    """A name says what the file holds; whether that is one noun is asked in review, and by no count of lines."""
    assert path.name not in VAGUE_NAMES


def test_nothing_points_at_one_machine() -> None:
    """No file names a folder of somebody's machine or the host of a package index."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in _written_files()
        for match in [FOREIGN.search(path.read_bytes())]
        if match
    ]
    assert not found
