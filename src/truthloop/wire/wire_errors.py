"""Everything that can be wrong with a request, as AWS names it.

::

    WireError                     any answer that is an error; rooms' errors become one in server/
    ├── MalformedRequest          the bytes are not what the protocol says     SerializationException
    ├── ValidationFailed          the model forbids a value                    ValidationException
    ├── UnknownOperation          nobody answers this call                     UnknownOperationException
    ├── RequestTooLarge           the body is over the limit                   RequestEntityTooLargeException
    └── SignatureRefused          who calls cannot be told (signature_faults.py has the codes)
"""

from __future__ import annotations

from collections.abc import Mapping


class WireError(Exception):
    """An error AWS would send. ``code`` and ``message`` reach the client's ``ClientError``."""

    def __init__(
        self,
        code: str,
        message: str,
        status: int | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        """AWS's code, for example ``ResourceNotFound``."""
        self.message = message
        """One sentence for the person who reads the client's traceback."""
        self.status = status
        """The HTTP status; None means what the service model says of the code (else 400)."""
        self.fields = dict(fields or {})
        """Further members of the modelled error shape."""


class MalformedRequest(WireError):
    """The body or the query cannot be read: not JSON, a wrong type, bytes that are no text."""

    def __init__(self, message: str) -> None:
        super().__init__("SerializationException", message, 400)


class ValidationFailed(WireError):
    """A value breaks a rule of the model, or a rule the caller states in the same form."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message, 400)


class UnknownOperation(WireError):
    """The request names no operation that is served here."""

    def __init__(self, message: str, *, code: str = "UnknownOperationException", status: int = 400) -> None:
        super().__init__(code, message, status)


class RequestTooLarge(WireError):
    """The body is over the limit."""

    def __init__(self, limit_bytes: int) -> None:
        message = f"The request body is larger than the {limit_bytes} bytes allowed."
        super().__init__("RequestEntityTooLargeException", message, 413)


class SignatureRefused(WireError):
    """The caller could not be told from the signature. ``fault`` says why in our own words."""

    def __init__(self, fault: str, code: str, message: str, status: int) -> None:
        super().__init__(code, message, status)
        self.fault = fault
        """A key of ``signature_faults.FAULTS``: what audits and metrics should count."""
