"""The `yiwang` command. Each file is one group of commands; `main` wires them."""

from yiwang.config.cli.main import main

__all__ = ["main"]
