"""The two secrets of a group, sealed under the master key: its robot's address, its signing key."""

from yiwang.foundation.sealing import seal_under_master, unseal_under_master

ROBOT, SIGNING_KEY = "messaging.group.robot", "messaging.group.signing_key"


def closed(secret: str, what: str) -> bytes:
    """What is stored; of no secret, nothing."""
    return seal_under_master(secret, of=what) if secret else b""


def opened(stored: bytes | memoryview, what: str) -> str:
    """The secret. Raises Unreadable when the master key is another one."""
    return unseal_under_master(bytes(stored), of=what) if stored else ""
