"""Comparing a pack with what is installed, and installing it."""

from yiwang.packs.actions.diff_pack import diff_pack
from yiwang.packs.actions.install_pack import install_pack

__all__ = ["diff_pack", "install_pack"]
