"""`python -m training.names`: writes service/models/names.json.gz from two openly licensed lists.

The artifact holds first names that at least `--least` registered people bear, grouped by the gender nearly all of them
have ("either" where neither does), and person nouns as pairs of a masculine and a feminine form. The same lists give
the same bytes.
"""

import argparse
import csv
import gzip
import io
import json
from pathlib import Path

PROVENANCE = [
    {
        "what": "first names with counts by sex",
        "from": "Open data of the state of Berlin: first names registered from 2012 on",
        "licence": "CC BY 3.0 DE",
    },
    {
        "what": "masculine and feminine person nouns",
        "from": "LanguageTool's German dictionary",
        "licence": "CC BY-SA 4.0",
    },
]


def read_first_names(file: Path, least: int, share: float) -> dict[str, list[str]]:
    """Names by gender, for names with at least `least` bearers; `share` of them must agree, or it is "either"."""
    groups: dict[str, list[str]] = {"female": [], "male": [], "either": []}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name, female, male = row["vorname"], int(row["w"]), int(row["m"])
            if female + male < least or not name.replace("-", "").isalpha() or len(name) < 2 or not name[0].isupper():
                continue
            if female >= share * (female + male):
                groups["female"].append(name)
            elif male >= share * (female + male):
                groups["male"].append(name)
            else:
                groups["either"].append(name)
    return {gender: sorted(names) for gender, names in groups.items()}


def read_person_nouns(file: Path) -> list[list[str]]:
    """Pairs of a masculine and a feminine person noun."""
    with file.open(encoding="utf-8", newline="") as lines:
        return sorted([row["masculine"], row["feminine"]] for row in csv.DictReader(lines, delimiter="\t"))


def write(file: Path, content: dict[str, object]) -> None:
    """gzipped JSON without a time stamp."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/names"), help="folder with the two lists")
    parser.add_argument("--out", type=Path, default=Path("service/models/names.json.gz"))
    parser.add_argument("--least", type=int, default=5, help="fewest bearers a first name must have")
    parser.add_argument("--share", type=float, default=0.9, help="share of bearers that decides a name's gender")
    arguments = parser.parse_args()
    names = read_first_names(arguments.data / "vornamen_berlin_2012ff.tsv", arguments.least, arguments.share)
    nouns = read_person_nouns(arguments.data / "role_pairs_mas_fem.tsv")
    write(arguments.out, {"provenance": PROVENANCE, "first_names": names, "person_nouns": nouns})
    counts = ", ".join(f"{len(group)} {gender}" for gender, group in names.items())
    print(f"{arguments.out}: {counts} first names, {len(nouns)} person nouns, {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
