from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.outbound.webhook_signature import (
    BadSignature,
    new_webhook_secret,
    signature_headers,
    verify_signature,
)

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
SECRET = new_webhook_secret(secrets.token_bytes)
BODY = b'{"detail":{"humanLoopName":"a"}}'


def headers(**changes: object) -> dict[str, str]:
    given = {"message_id": "msg_1", "sent_at": NOW, "body": BODY} | changes
    return signature_headers([SECRET], **given)  # type: ignore[arg-type]


def test_the_signature_is_that_of_standard_webhooks() -> None:
    # The example of the Standard Webhooks libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    sent = datetime.fromtimestamp(1614265330, UTC)
    made = signature_headers(
        [secret], message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", sent_at=sent, body=b'{"test": 2432232314}'
    )
    assert made == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_genuine_delivery_is_taken_under_its_id() -> None:
    assert verify_signature(SECRET, headers(), BODY, now=NOW) == "msg_1"


@given(st.binary(max_size=200), st.text("abc-_", min_size=1, max_size=20))
def test_whatever_is_sent_is_verified(body: bytes, message_id: str) -> None:
    made = headers(body=body, message_id=message_id)
    assert verify_signature(SECRET, made, body, now=NOW) == message_id


@given(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.data())
def test_a_delivery_changed_in_any_part_is_refused(name: str, data: st.DataObject) -> None:
    made = headers()
    at = data.draw(st.integers(0, len(made[name]) - 1))
    letter = data.draw(st.characters(codec="ascii", categories=("L", "N")).filter(lambda one: one != made[name][at]))
    changed = made | {name: made[name][:at] + letter + made[name][at + 1 :]}
    with pytest.raises(BadSignature):
        verify_signature(SECRET, changed, BODY, now=NOW)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_delivery_without_one_of_its_headers_is_refused(name: str) -> None:
    made = headers()
    del made[name]
    with pytest.raises(BadSignature):
        verify_signature(SECRET, made, BODY, now=NOW)


def test_another_body_or_another_secret_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_signature(SECRET, headers(), BODY + b" ", now=NOW)
    with pytest.raises(BadSignature):
        verify_signature(new_webhook_secret(secrets.token_bytes), headers(), BODY, now=NOW)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24])
def test_a_delivery_kept_and_sent_again_later_is_refused(minutes: int) -> None:
    with pytest.raises(BadSignature):
        verify_signature(SECRET, headers(), BODY, now=NOW + timedelta(minutes=minutes))


def test_a_receiver_on_its_way_to_a_new_secret_may_use_either() -> None:
    new = new_webhook_secret(secrets.token_bytes)
    made = signature_headers([SECRET, new], message_id="msg_1", sent_at=NOW, body=BODY)
    assert verify_signature(SECRET, made, BODY, now=NOW) == verify_signature(new, made, BODY, now=NOW) == "msg_1"


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!", "whsec_" + "A" * 200]
)
def test_a_secret_too_weak_or_malformed_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="webhook secret"):
        signature_headers([secret], message_id="msg_1", sent_at=NOW, body=BODY)


@pytest.mark.parametrize("message_id", ["a.b", "ü", "a\nb"])
def test_an_id_that_would_make_signatures_ambiguous_is_refused(message_id: str) -> None:
    with pytest.raises(ValueError, match="message id"):
        signature_headers([SECRET], message_id=message_id, sent_at=NOW, body=BODY)
