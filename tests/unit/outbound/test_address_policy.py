from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.outbound.address_policy import AddressPolicy, complaint, parse_policy
from truthloop.terms.errors import Invalid

CLOSED = AddressPolicy()
INNER = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 (nothing is bound)
    "0.1.2.3",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2606:4700::5efe:7f00:1",
]
OUTER = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001:801::200e"]


@pytest.mark.parametrize("address", INNER)
def test_an_address_that_is_not_on_the_public_internet_is_not_called(address: str) -> None:
    assert complaint(CLOSED, "hooks.example.com", address)


@pytest.mark.parametrize("address", OUTER)
def test_an_address_on_the_public_internet_is_called(address: str) -> None:
    assert complaint(CLOSED, "hooks.example.com", address) == ""


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("10.1.0.0/16", "10.1.2.3"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("fd00::/8", "fd12::1"),
        ("fe80::/10", "fe80::1%eth0"),
        ("hooks.internal", "10.9.9.9"),
        ("Hooks.Internal.", "127.0.0.1"),
    ],
)
def test_what_the_operator_allows_is_called(word: str, address: str) -> None:
    assert complaint(parse_policy([word]), "hooks.internal", address) == ""


@pytest.mark.parametrize("word", ["10.1.0.0/16", "other.internal", "internal", "ooks.internal"])
def test_an_allowance_covers_nothing_beside_it(word: str) -> None:
    assert complaint(parse_policy([word]), "hooks.internal", "10.2.0.1")
    assert complaint(parse_policy([word]), "hooks.internal", "127.0.0.1")


def test_allowing_a_wrapping_does_not_allow_what_is_wrapped_in_it() -> None:
    through_nat64 = parse_policy(["64:ff9b::/96"])
    assert complaint(through_nat64, "h", "64:ff9b::8.8.8.8") == ""
    assert complaint(through_nat64, "h", "64:ff9b::127.0.0.1")
    both = parse_policy(["64:ff9b::/96", "127.0.0.0/8"])
    assert complaint(both, "h", "64:ff9b::127.0.0.1") == ""


@pytest.mark.parametrize(
    "word", ["10.1.0.1/16", "10.0.0.0/33", "a b", "http://x", "-_-/", "1.2.3", "x:80", "a..b", "[::1]"]
)
def test_a_word_that_is_no_allowance_stops_the_start(word: str) -> None:
    with pytest.raises(Invalid, match="TRUTHLOOP_OUTBOUND_ALLOW"):
        parse_policy(["10.0.0.0/8", word])


def test_empty_words_allow_nothing() -> None:
    assert parse_policy(["", " "]) == AddressPolicy()


@given(st.text(max_size=40))
def test_what_is_no_address_is_never_called(text: str) -> None:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        assert complaint(CLOSED, "h", text) == "no address"


@given(st.ip_addresses(v=4, network="127.0.0.0/8") | st.ip_addresses(v=4, network="10.0.0.0/8"), st.data())
def test_no_spelling_of_an_inner_address_as_ipv6_gets_through(
    inner: ipaddress.IPv4Address, data: st.DataObject
) -> None:
    number = int(inner)
    prefix = data.draw(
        st.sampled_from(
            [
                (int(ipaddress.IPv6Address("::ffff:0:0")), 0),
                (int(ipaddress.IPv6Address("::ffff:0:0:0")), 0),
                (0, 0),
                (int(ipaddress.IPv6Address("64:ff9b::")), 0),
                (int(ipaddress.IPv6Address("64:ff9b:1::")), 0),
                (int(ipaddress.IPv6Address("2002::")), 80),
            ]
        )
    )
    address = ipaddress.IPv6Address(prefix[0] | number << prefix[1])
    for spelling in (str(address), address.exploded, str(address).upper(), f"{address}%1"):
        assert complaint(CLOSED, "h", spelling)


@given(st.ip_addresses())
def test_a_called_address_is_global_and_no_multicast(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if complaint(CLOSED, "h", str(address)) == "":
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_loopback


SPELLINGS = ["127.1", "0x7f.1", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001", "127.0.1", "0"]


@pytest.mark.parametrize("host", SPELLINGS)
def test_odd_spellings_of_loopback_are_judged_by_what_the_system_makes_of_them(host: str) -> None:
    resolved = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)
    assert all(complaint(CLOSED, host, str(entry[4][0])) for entry in resolved)
