"""The one record of everything that happened: append-only, in a gapless order for readers, sealed
into a hash chain. It owns order and proof; it refuses to know what the records are about."""
