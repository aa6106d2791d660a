"""The shapes of the files of a pack. `docs/how-to/write-a-pack.md` explains them."""
