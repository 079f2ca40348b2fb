"""Where a webhook may go. A service must not become somebody's way into the network that it stands in."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_SCHEMES = {"https": 443, "http": 80}
_LONGEST = 2_000


class AddressError(ValueError):
    """Not an address that webhooks are sent to; says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """For the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """Raises AddressError for what is no http or https address."""
    if len(url) > _LONGEST:
        raise AddressError(f"is longer than {_LONGEST} characters")
    if not url.isascii() or any(character <= " " or character == "\x7f" for character in url):
        raise AddressError("has characters that an address must have encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressError("is no address") from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise AddressError("must begin with https:// or http:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise AddressError("must not hold a name or a password")
    if port == 0:
        raise AddressError("has no port that one can connect to")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port or _SCHEMES[parts.scheme], path)


def resolve(target: Target, *, private: bool) -> list[str]:
    """The IP addresses to connect to. Raises AddressError where one of them is not public, unless `private` allows it.

    Whoever connects must use these: the name may lead elsewhere a moment later.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressError(f"the host {target.host} has no address") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private:
        for address in addresses:
            if not _public(address):
                raise AddressError(f"the host {target.host} has the address {address}, which is not public")
    return addresses


def _public(address: str) -> bool:
    """Also looks at the IPv4 address within IPv6 ones, by which the same machine may be reached."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1] or _translated(ip)
        if inner is not None and not _public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Of NAT64 (RFC 6052)."""
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
