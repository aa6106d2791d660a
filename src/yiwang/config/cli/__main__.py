"""`python -m yiwang.config.cli`: the `yiwang` command where its script is not on the path."""

from yiwang.config.cli.main import main

main()
