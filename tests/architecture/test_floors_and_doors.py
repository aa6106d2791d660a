"""Imports point down, every app has its floor, and apps are entered by their doors."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.checks_doors import FLOORS_WITH_APPS, enters_by_models, unplaced
from tests.architecture.sources import ROOT, SOURCE, Module, product_modules, unexcused

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def contracts() -> list[dict]:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return configured["tool"]["importlinter"]["contracts"]


def test_imports_point_down_only():
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_import_linter_finds_an_import_upwards(tmp_path):
    (tmp_path / "house" / "below").mkdir(parents=True)
    for name in ("__init__", "above", "below/__init__"):
        (tmp_path / "house" / f"{name}.py").write_text("")
    (tmp_path / "house" / "below" / "wrong.py").write_text("import house.above\n")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "house"\n[[tool.importlinter.contracts]]\n'
        'name = "Down"\ntype = "layers"\nlayers = ["house.above", "house.below"]\n'
    )

    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, "Down BROKEN" in done.stdout) == (1, True)


def test_every_floor_and_app_has_its_place():
    floors = {f"yiwang.{path.parent.name}" for path in SOURCE.glob("*/__init__.py")}
    apps = {
        f"yiwang.{floor}.{path.parent.name}"
        for floor in FLOORS_WITH_APPS
        for path in SOURCE.glob(f"{floor}/*/__init__.py")
        if (path.parent / "apps.py").exists()
    }

    assert len(floors) >= 8
    assert unplaced(floors | apps, contracts()) == []


def test_apps_are_not_entered_by_their_models():
    faults = [fault for module in product_modules() for fault in enters_by_models(module)]

    left = unexcused("doors", faults)
    assert not left, left


def test_app_without_a_place_is_found():
    placed = [{"layers": ["yiwang.work", "yiwang.insight | yiwang.packs"]}]

    assert unplaced({"yiwang.work", "yiwang.packs", "yiwang.new"}, placed) == ["yiwang.new"]


def test_door_through_models_is_found():
    start = "from yiwang.structure.posts.models import Post\n"
    path = "src/yiwang/work/cases/queries.py"

    assert list(enters_by_models(Module(path, start + "Post.objects.all()\n")))
    assert list(enters_by_models(Module(path, start + "def f(post: Post) -> Post: ...\n"))) == []
    assert not list(
        enters_by_models(Module("src/yiwang/structure/posts/queries.py", start + "Post.objects\n"))
    )
