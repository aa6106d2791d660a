"""The secret that is sent along with every call, opened for that call alone."""

import hmac

from yiwang.foundation.sealing import unseal_under_master
from yiwang.interfaces.connectors.models import Connector


def headers_of(connector: Connector) -> dict[str, str]:
    """What says to the other system who calls; nothing where there is no secret."""
    secret = _opened(connector)
    return {"Authorization": f"Bearer {secret}"} if secret else {}


def signature_of(connector: Connector, body: str) -> dict[str, str]:
    """What shows that the body is ours: its HMAC under the secret."""
    secret = _opened(connector)
    if not secret:
        return {}
    signed = hmac.digest(secret.encode(), body.encode(), "sha256").hex()
    return {"X-Yiwang-Signature": f"sha256={signed}"}


def _opened(connector: Connector) -> str:
    if connector.secret is None:
        return ""
    return unseal_under_master(bytes(connector.secret), of=connector.seal)
