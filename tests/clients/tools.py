"""The tool-chains of other languages, where this machine has them."""

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NODE_MODULES = ROOT / "tests" / "node" / "node_modules"
_HERE = Path(sys.executable).parent


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips where a program is not there, saying which; `npm` means the packages that `make node` installs."""
    missing = [program for program in programs if not _is_there(program)]
    return pytest.mark.skipif(bool(missing), reason=f"not on this machine: {', '.join(missing)}")


def _is_there(program: str) -> bool:
    if program == "npm":
        return shutil.which("node") is not None and NODE_MODULES.is_dir()
    return shutil.which(program) is not None


def run(*command: str, folder: Path, python_path: Path = ROOT, given: str | None = None) -> str:
    """What the command says when it is `given` something to read; fails with all it said where its status is not 0.

    `python` and this environment's commands come first on its path, then those of the npm packages.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")} | {
        "PATH": os.pathsep.join([str(_HERE), str(NODE_MODULES / ".bin"), os.environ["PATH"]]),
        "PYTHONPATH": str(python_path),  # the code that is tested, whichever is installed
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def use_npm_packages(folder: Path) -> None:
    """As if they had been installed there."""
    (folder / "node_modules").symlink_to(NODE_MODULES)


def run_java(folder: Path) -> str:
    """Compiles all that is there but the tests of generated projects, and runs the one program in the folder itself."""
    (program,) = folder.glob("*.java")
    sources = [str(source) for source in folder.rglob("*.java") if "test" not in source.relative_to(folder).parts]
    lacking = [str(source) for source in (Path(__file__).parent / "java").rglob("*.java")]
    libraries = ("-cp", os.pathsep.join(["classes", str(java_libraries())]))
    run("javac", "-nowarn", "-encoding", "utf-8", *libraries, "-d", "classes", *sources, *lacking, folder=folder)
    return run("java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", *libraries, program.stem, folder=folder)


def check_php(folder: Path) -> None:
    """That every file is PHP, generated ones too."""
    files = [str(file) for file in folder.rglob("*.php")]
    if files and shutil.which("php"):
        check = "foreach (array_slice($argv, 1) as $file) { token_get_all(file_get_contents($file), TOKEN_PARSE); }"
        run("php", "-r", check, *files, folder=folder)


def java_libraries() -> Path:
    """The generator's own jar: it holds what the clients that it generates need, but for what is in `java/` here."""
    return Path(str(files("openapi_generator_cli"))) / "openapi-generator.jar"
