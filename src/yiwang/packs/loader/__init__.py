"""Reading a pack: a folder of TOML and CSV in, a `Pack` out, or every fault by file and line."""

from yiwang.packs.loader.faults import Fault, FaultyPack
from yiwang.packs.loader.read import read_pack

__all__ = ["Fault", "FaultyPack", "read_pack"]
