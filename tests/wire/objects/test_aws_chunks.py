"""The chunk framing of S3 uploads, against the worked examples of AWS's documentation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.server.objects_gateway.aws_chunks import ChunkReader, ChunkSignatures, signing_key
from truthloop.server.objects_gateway.object_faults import ObjectFault

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
A64K, A1K = b"a" * 65_536, b"a" * 1024


def signatures(seed: str) -> ChunkSignatures:
    key = signing_key(SECRET, "20130524", "us-east-1", "s3")
    return ChunkSignatures(key, "20130524T000000Z", "20130524/us-east-1/s3/aws4_request", seed)


def read_whole(reader: ChunkReader, body: bytes) -> bytes:
    read = b"".join(reader.feed(body))
    reader.finish()
    return read


def chunk(data: bytes, signature: str) -> bytes:
    return f"{len(data):x};chunk-signature={signature}\r\n".encode() + data + b"\r\n"


# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
FIRST = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"
SECOND = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"
LAST = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"
EXAMPLE = chunk(A64K, FIRST) + chunk(A1K, SECOND) + chunk(b"", LAST)

# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
TRAILED_SEED = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
TRAILED = (
    chunk(A64K, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
    + chunk(A1K, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
    + b"0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
    + b"x-amz-checksum-crc32c:sOO8/Q==\r\n"
    + b"x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
)


def test_the_signed_example_of_aws_is_read() -> None:
    reader = ChunkReader(signatures(SEED))
    assert b"".join(reader.feed(EXAMPLE)) == A64K + A1K
    assert reader.finish() == {}


def test_the_signed_example_with_trailers_is_read() -> None:
    reader = ChunkReader(signatures(TRAILED_SEED))
    assert b"".join(reader.feed(TRAILED)) == A64K + A1K
    assert reader.finish() == {"x-amz-checksum-crc32c": "sOO8/Q=="}


@given(st.lists(st.integers(0, len(EXAMPLE)), max_size=12))
def test_it_makes_no_difference_how_the_bytes_arrive(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(EXAMPLE)]
    reader = ChunkReader(signatures(SEED))
    read = [piece for start, end in pairwise(edges) for piece in reader.feed(EXAMPLE[start:end])]
    assert b"".join(read) == A64K + A1K
    assert reader.finish() == {}


@given(st.integers(0, len(EXAMPLE) - 1), st.integers(1, 255))
def test_a_signed_body_changed_in_any_byte_is_refused(at: int, change: int) -> None:
    changed = EXAMPLE[:at] + bytes([EXAMPLE[at] ^ change]) + EXAMPLE[at + 1 :]
    reader = ChunkReader(signatures(SEED))
    try:
        read = b"".join(reader.feed(changed))
        reader.finish()
    except ObjectFault:
        return
    # Only the case of a size's letters may differ.
    assert read == A64K + A1K
    assert changed.lower() == EXAMPLE


@given(st.integers(0, len(EXAMPLE) - 1))
def test_a_signed_body_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(ObjectFault):
        read_whole(ChunkReader(signatures(SEED)), EXAMPLE[:length])


def test_signed_chunks_cannot_be_left_out_or_swapped() -> None:
    for body in (
        chunk(A1K, SECOND) + chunk(b"", LAST),
        chunk(A64K, FIRST) + chunk(b"", LAST),
        chunk(A1K, SECOND) + chunk(A64K, FIRST) + chunk(b"", LAST),
        EXAMPLE[: -len(chunk(b"", LAST))] + b"0\r\n\r\n",
    ):
        with pytest.raises(ObjectFault, match="SignatureDoesNotMatch"):
            ChunkReader(signatures(SEED)).feed(body)


@given(st.binary(max_size=300))
def test_noise_is_refused_and_never_crashes(noise: bytes) -> None:
    with pytest.raises(ObjectFault):
        read_whole(ChunkReader(None), noise)


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8), st.dictionaries(st.sampled_from("abc"), st.just("1")))
def test_what_is_framed_is_read(pieces: list[bytes], trailers: dict[str, str]) -> None:
    body = b"".join(f"{len(piece):X}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n"
    body += b"".join(f"{name}: {value}\r\n".encode() for name, value in trailers.items()) + b"\r\n"
    reader = ChunkReader(None)
    read = [reader.feed(body[at : at + 1]) for at in range(len(body))]
    assert b"".join(piece for found in read for piece in found) == b"".join(pieces)
    assert reader.finish() == trailers


@pytest.mark.parametrize(
    "flood",
    [
        b"0\r\n" + b"a:b\r\n" * 2,
        b"0\r\n" + b"".join(b"%d:b\r\n" % n for n in range(17)),
        b"0\r\n" + b"a" * 2000,
        b"1" * 2000,
    ],
)
def test_framing_without_end_is_refused_early(flood: bytes) -> None:
    with pytest.raises(ObjectFault, match="malformed"):
        ChunkReader(None).feed(flood)
