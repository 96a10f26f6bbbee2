"""How this program speaks TLS as a client, with no socket left open where a line breaks."""

import errno
import ssl


class LineSocket(ssl.SSLSocket):
    """Closes itself where the line broke before the handshake; CPython 3.11 leaves it open then."""

    def getpeername(self) -> object:
        """Return who is at the other end, which wrapping asks first. Raises ConnectionResetError."""
        try:
            return super().getpeername()
        except OSError as error:
            self.close()
            raise ConnectionResetError(errno.ECONNRESET, error.strerror) from error


def hub_context() -> ssl.SSLContext:
    """Return how to speak with a hub: TLS 1.3, trusting nobody as yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.sslsocket_class = LineSocket
    return context


def public_context() -> ssl.SSLContext:
    """Return how to speak with a server of others, by the authorities that this machine trusts."""
    context = ssl.create_default_context()
    context.sslsocket_class = LineSocket
    return context
