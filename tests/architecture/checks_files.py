"""What no file of the repository may hold: another host, a registry's address, a path of somebody's
machine, a note of something unfinished."""

import re
from collections.abc import Iterator

HOST = re.compile(r"""(?<![\w.-])(?:https?:)?//(?!www\.w3\.org/)[\w-]+(?:\.[\w-]+)+""")
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host")
MACHINE = re.compile(
    r"/home/(?!runner\b)[a-z][\w-]*/|/root/|/Users/\w+/|[A-Z]:\\Users\\|/work/(?:main|shared)\b"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")


def other_hosts(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Addresses of other hosts in pages, scripts and styles. XML namespaces are names."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := HOST.search(line):
            yield f"{path}:{number}", f"names another host: {found[0]}"


def registry_addresses(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Addresses in a lock file: it names packages and hashes only."""
    for number, line in enumerate(text.splitlines(), start=1):
        if ADDRESS.search(line):
            yield f"{path}:{number}", "names an address: take it out."


def machine_paths(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Paths that exist on somebody's machine only."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := MACHINE.search(line):
            yield f"{path}:{number}", f"holds a path of one machine: {found[0]}"


def unfinished(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Notes of work that is not done: do it, or open an issue."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := UNFINISHED.search(line):
            yield f"{path}:{number}", f"says {found[0]}."
