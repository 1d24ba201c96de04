"""Which addresses may be fetched: http and https, and no host that is private.

Every spelling of an address (127.1, 0x7f.1, 2130706433, ::ffff:127.0.0.1, a name) is resolved
first, and the address that was checked is the one to connect to.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from briefing.sources.faults import FetchError

Resolve = Callable[[str, int], Iterable[str]]
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64 (RFC 6052)
_COMPATIBLE = IPv6Network("::/96")  # ::127.0.0.1 (RFC 4291)


def check_url(url: str) -> str:
    """The host of a web address; FetchError for any other, and for one with a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FetchError("bad-address", "not an address", where=url) from None
    if parts.scheme.lower() not in ("http", "https"):
        scheme = f"{parts.scheme}: is not fetched" if parts.scheme else "no address"
        raise FetchError("scheme-refused", scheme, where=url, hint="http or https only")
    if not host:
        raise FetchError("bad-address", "an address without a host", where=url)
    if parts.username is not None or parts.password is not None:
        shown = url.replace(parts.netloc.rpartition("@")[0] + "@", "", 1)
        raise FetchError("bad-address", "an address with a user name in it", where=shown)
    return host


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system resolves it; OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Tells which addresses of a host may be connected to."""

    def __init__(self, allow_hosts: Iterable[str] = (), resolve: Resolve = resolve) -> None:
        """`allow_hosts` are the names, as written in addresses, that may be private."""
        self._allowed = frozenset(map(_plain, allow_hosts))
        self._resolve = resolve

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to connect to.

        FetchError when one of them is private: a name that resolves to both a public and a
        private address is a trick. OSError when the host is not known.
        """
        try:
            found = list(self._resolve(host, port))
        except UnicodeError:
            raise FetchError("bad-address", "not the name of a host", where=host) from None
        if _plain(host) not in self._allowed:
            for address in found:
                if not is_public(address):
                    raise FetchError(
                        "private-address",
                        f"{host} is at {address}, which is not public",
                        where=host,
                        hint="add the host to allow_hosts under [fetch] if it is meant",
                    )
        return found


def is_public(address: str) -> bool:
    """Whether an IP address is in the public internet, and every IPv4 address within it too."""
    try:
        outer = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(outer, IPv6Address):
        return _is_public_v6(outer)
    return outer.is_global and not outer.is_multicast


def _is_public_v6(address: IPv6Address) -> bool:
    """The same for IPv6, and for the IPv4 address that it stands for or leads to."""
    if address.ipv4_mapped:
        return is_public(str(address.ipv4_mapped))
    if address in _TRANSLATED or address in _COMPATIBLE:
        return is_public(str(IPv4Address(int(address) & 0xFFFF_FFFF)))
    if address.sixtofour and not is_public(str(address.sixtofour)):
        return False
    return address.is_global and not address.is_multicast


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()
