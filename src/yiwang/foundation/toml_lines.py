"""Where each value of a TOML text stands, since `tomllib` forgets: key path -> line.

Reads a text that `tomllib` has accepted already, so it does not check anything again. Array
elements have their index in the path: `("steps", "collect", "actions", 0, "to")`.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) on which each table, array element, key and value of `text` begins."""
    return _Scanner(text).scan()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`, else of the nearest thing around it, else 1."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line that `tomllib` stumbled over; the last one when it met the end too early."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found.group(1)) if found else text.count("\n") + 1


class _Scanner:
    """One walk over the text, statement by statement; `table` is the table being filled."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # array of tables -> how many so far
        self.table: Path = ()

    def scan(self) -> dict[Path, int]:
        while self.skip() < len(self.text):
            if self.text.startswith("[", self.at):
                self.header()
            else:
                self.pair(self.table)
        return self.lines

    def skip(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def mark(self, path: Path, start: int) -> None:
        self.lines.setdefault(path, bisect_left(self.breaks, start) + 1)

    def take(self, *signs: str) -> bool:
        """Step over whichever of `signs` comes next; False when none does."""
        self.skip()
        found = next((sign for sign in signs if self.text.startswith(sign, self.at)), "")
        self.at += len(found)
        return bool(found)

    def header(self) -> None:
        start = self.at
        is_array = self.text.startswith("[[", start)
        self.at += 2 if is_array else 1
        path: Path = ()
        for key in self.keys():
            path = self.within_last(path, key)
        if is_array:
            self.counts[path] = self.counts.get(path, 0) + 1
            self.mark(path, start)
            path = (*path, self.counts[path] - 1)
        self.take("]]" if is_array else "]")
        self.table = path
        for length in range(1, len(path) + 1):
            self.mark(path[:length], start)

    def within_last(self, path: Path, key: str) -> Path:
        """`path` + `key`, inside the last element where `path` is an array of tables."""
        if path in self.counts:
            path = (*path, self.counts[path] - 1)
        return (*path, key)

    def keys(self) -> Iterator[str]:
        """The parts of a dotted key, with their quotes removed."""
        while True:
            self.skip()
            found = _STRING.match(self.text, self.at) or _BARE_KEY.match(self.text, self.at)
            if found is None:
                return
            self.at = found.end()
            part = found.group()
            yield next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part
            if not self.take("."):
                return

    def pair(self, table: Path) -> None:
        start = self.skip()
        path = table
        for key in self.keys():
            path = (*path, key)
            self.mark(path, start)
        if not self.take("="):
            raise ValueError(f"no TOML at character {self.at}")
        self.value(path)

    def value(self, path: Path) -> None:
        self.skip()
        if self.take("["):
            self.array(path)
        elif self.take("{"):
            while not self.take("}"):
                self.pair(path)
                self.take(",")
        else:
            found = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def array(self, path: Path) -> None:
        index = 0
        while not self.take("]"):
            self.skip()
            self.mark((*path, index), self.at)
            self.value((*path, index))
            index += 1
            self.take(",")
