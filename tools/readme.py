"""Write the parts of the pages that are made from the code: the README's table of settings, the seeds' of cases.

`make docs` runs it; a test fails when a page is not what this would write.
"""

import sys
from pathlib import Path

from seeds.cases import table as cases_table
from service.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent


def settings_table() -> str:
    rows = ["| variable | default | unit | |", "|---|---|---|---|"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default != "" else "(empty)"
        rows.append(f"| `{setting.variable}` | {default} | {setting.unit} | {setting.description} |")
    return "\n".join(rows)


def with_part(page: str, name: str, content: str) -> str:
    """The page with `content` between its markers `<!-- name:start -->` and `<!-- name:end -->`, else ValueError."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    before, found_start, rest = page.partition(start)
    _, found_end, after = rest.partition(end)
    if not (found_start and found_end):
        raise ValueError(f"no {start} … {end} on the page")
    return f"{before}{start}\n{content}\n{end}{after}"


def readme(page: str) -> str:
    """The README as it should be, given as it is."""
    return with_part(page, "settings", settings_table())


def main() -> int:
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    path = ROOT / "seeds" / "README.md"
    path.write_text(with_part(path.read_text(encoding="utf-8"), "cases", cases_table()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
