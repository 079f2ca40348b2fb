"""Pages with code to copy, done as a reader would do it: files are written, commands run, what they print is compared.

In a section's order: a block in `sh` is run; one in another language that begins with a comment naming a file becomes
that file, and a Java program is also compiled and run; a `text` block is what the last command or program printed.
Lines that install packages are not run: the packages must be among those that this project's tests install.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.clients.tools import ROOT, run, run_java

ADDRESS = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^(?:#|//|<\?php //) ([\w./-]+\.\w+)$")
_INSTALL = re.compile(r"^(?:\S*pip|npm) install (.+)$", re.MULTILINE)


@dataclass(slots=True)
class Section:
    """`tools`: the languages of its files, for skipping where a machine lacks one."""

    page: Path
    heading: str
    blocks: list[tuple[str, str]]
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for _, code in self.blocks:
            if found := _FILE.match(code.split("\n", 1)[0]):
                self.files[found[1]] = code

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.heading}"

    @property
    def commands(self) -> list[str]:
        return [code for language, code in self.blocks if language == "sh"]

    def packages(self) -> set[str]:
        """Names of the packages that a reader is told to install."""
        found = " ".join(_INSTALL.findall("\n".join(self.commands))).split()
        return {re.split(r"[=~<>\[]", name)[0].lower() for name in found if not name.startswith("-")}

    def do(self, folder: Path, address: str) -> None:
        """Raises AssertionError where a command fails, or prints something else than the page says."""
        printed = ""
        for name, code in self.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(code.replace(ADDRESS, address), encoding="utf-8")
        for language, code in self.blocks:
            if language == "sh":
                printed = run("bash", "-ec", _INSTALL.sub("", code).replace(ADDRESS, address), folder=folder)
            elif language == "java":
                printed = run_java(folder)
            elif language == "text":
                assert printed.strip() == code.strip(), f"{self}:\n{printed}"


def sections(page: Path) -> list[Section]:
    """Every section of a page that has code."""
    text = page.read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    found = [Section(page, title, _BLOCK.findall(body)) for title, body in zip(parts[::2], parts[1::2], strict=True)]
    return [section for section in found if section.blocks]


def installed_by_tests() -> set[str]:
    """Packages that `make test` installs, from PyPI and npm, and this project."""
    lines = (ROOT / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    node = json.loads((ROOT / "tests" / "node" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    return {re.split(r"[=\[]", line)[0].lower() for line in lines if line and line[0] != "#"} | set(node) | {"wortlaut"}
