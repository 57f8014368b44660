"""Do the links in our documents lead somewhere? Checks files and headings in the repository; never the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.house import ROOT, our_files

LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+(?:\([^()]*\))?)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def broken() -> Iterator[str]:
    """A sentence for every link that leads nowhere."""
    for path in our_files(".md"):
        for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
            if reason := _wrong(path, target):
                yield f"{path.relative_to(ROOT)}: link to {target}: {reason}"


def _wrong(document: Path, target: str) -> str:
    if re.match(r"[a-z][a-z+.-]*:", target):
        return ""
    name, _hash, anchor = target.partition("#")
    goal = (document.parent / name).resolve() if name else document
    if ROOT not in (goal, *goal.parents):
        return "it leads out of the repository"
    if not goal.exists():
        return "there is no such file"
    if anchor and goal.suffix == ".md" and anchor not in _anchors(goal):
        return f"the file has no heading {anchor}"
    return ""


def _anchors(document: Path) -> set[str]:
    """The names under which a reader's program finds the headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def main() -> int:
    """Print the broken links; 1 when there is one."""
    found = list(broken())
    print("\n".join(found) or "All links lead somewhere.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
