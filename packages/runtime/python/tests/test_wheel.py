"""The package as a stranger installs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from parlance_runtime import __version__

FOLDER = Path(__file__).parents[1]


def test_there_is_one_version() -> None:
    assert json.loads((FOLDER / "package.json").read_text())["version"] == __version__


def test_the_wheel_holds_the_package_its_types_and_what_it_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=FOLDER, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (archive.read(name).decode() for name in names if name.endswith(".dist-info/METADATA"))
    assert {"parlance_runtime/py.typed", "parlance_runtime/codegen/v1.py"} <= names
    assert not any("tests" in name or name.endswith((".pyc", ".json")) for name in names)
    assert "Requires-Python: >=3.10" in metadata
    assert "Provides-Extra: signing" in metadata
