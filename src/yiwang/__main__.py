"""`python -m yiwang` is the `yiwang` command."""

from yiwang.config.cli import main

main()
