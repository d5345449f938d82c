"""Which addresses may be called: the public Internet, and what the operator allows beside it.

A URL that a user sets (a webhook, later a model or an import) is a way to make this server knock at doors that only
it can reach: its own loopback, the neighbours, the cloud's metadata address. Names are no protection, since anybody can
give a name any address, and change it between two look-ups. So what is judged is the address about to be connected to.
Sources: IANA special-purpose address registries (Python's `ipaddress` follows them), OWASP SSRF prevention cheat sheet.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

from truthloop.terms.errors import Invalid

SETTING: Final = "TRUTHLOOP_OUTBOUND_ALLOW"

_32_BITS: Final = 0xFFFFFFFF
_FORMS: Final = (
    (IPv6Network("::ffff:0:0/96"), "an IPv4 address written as IPv6", 0, False),
    (IPv6Network("::ffff:0:0:0/96"), "an IPv4 address written as IPv6", 0, False),
    (IPv6Network("::/96"), "an IPv4 address written as IPv6", 0, False),
    (IPv6Network("64:ff9b::/96"), "an IPv4 address behind NAT64", 0, False),
    (IPv6Network("64:ff9b:1::/48"), "an IPv4 address behind NAT64", 0, False),
    (IPv6Network("2002::/16"), "an IPv4 address in 6to4 form", 80, False),
    (IPv6Network("2001::/32"), "an IPv4 address in Teredo form", 0, True),
)
"""Networks whose addresses carry an IPv4 address; how far from the right it stands; whether its bits are flipped."""
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})
_NAME: Final = re.compile(r"(?=.{1,253}\Z)([\w-]{1,63}\.)*(?!\d+\.?\Z)[\w-]{1,63}\.?\Z")
_NAMED_V4: Final = (
    (IPv4Network("169.254.169.254/32"), "the cloud's metadata address"),
    (IPv4Network("0.0.0.0/8"), "an unspecified address"),
    (IPv4Network("100.64.0.0/10"), "an address inside a provider's network"),
)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be called although it is not on the public Internet."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    """Names (lower case) that are trusted wherever they lead."""


def parse_policy(allowed: Iterable[str]) -> AddressPolicy:
    """From the words of the setting: networks (`10.1.0.0/16`), addresses (`10.1.2.3`, `::1`), names (`hooks.internal`).

    Raises Invalid, naming the setting and the word.
    """
    networks: list[IPv4Network | IPv6Network] = []
    hosts: set[str] = set()
    for word in (word.strip().lower() for word in allowed):
        if not word:
            continue
        try:
            networks.append(ipaddress.ip_network(word))
        except ValueError as error:
            if not _is_name(word):
                raise Invalid(
                    f"{SETTING}: {word[:80]!a} is neither a network such as 10.1.0.0/16, nor an address, nor a "
                    f"host name ({error})."
                ) from error
            hosts.add(word.removesuffix("."))
    return AddressPolicy(tuple(networks), frozenset(hosts))


def complaint(policy: AddressPolicy, host: str, address: str) -> str:
    """Why `address`, to which `host` resolves, may not be called ("a private address"); empty when it may.

    `address` is what the resolver gave: dotted, or IPv6 with or without a zone (`fe80::1%eth0`).
    """
    if host.lower().removesuffix(".") in policy.hosts:
        return ""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    return _judged(policy, parsed)


def _judged(policy: AddressPolicy, address: IPv4Address | IPv6Address) -> str:
    allowed = any(address in network for network in policy.networks if network.version == address.version)
    if isinstance(address, IPv4Address):
        return "" if allowed else _kind_of_v4(address)
    form, inner = _embedded(address)
    if inner is not None:
        # Allowing the wrapping does not allow whatever is wrapped in it.
        return _judged(policy, inner) if allowed else f"{form} ({inner})"
    return "" if allowed else _kind(address)


def _kind_of_v4(address: IPv4Address) -> str:
    for network, name in _NAMED_V4:
        if address in network:
            return name
    return _kind(address)


def _kind(address: IPv4Address | IPv6Address) -> str:
    kinds = (
        (address.is_unspecified, "an unspecified address"),
        (address.is_loopback, "a loopback address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (isinstance(address, IPv6Address) and address.is_site_local, "a site-local address"),
        (address.is_private, "a private address"),
        (address.is_reserved or not address.is_global, "a reserved address"),
    )
    return next((name for holds, name in kinds if holds), "")


def _embedded(address: IPv6Address) -> tuple[str, IPv4Address | None]:
    """The IPv4 address that an IPv6 address stands for, where it stands for one, and in which form."""
    bits = int(address)
    if (bits >> 32) & _32_BITS in _ISATAP:
        return "an IPv4 address in ISATAP form", IPv4Address(bits & _32_BITS)
    for network, form, shift, inverted in _FORMS:
        if address in network and not (address.is_loopback or address.is_unspecified):
            inner = (bits >> shift) & _32_BITS
            return form, IPv4Address(inner ^ _32_BITS if inverted else inner)
    return "", None


def _is_name(word: str) -> bool:
    return _NAME.match(word) is not None
