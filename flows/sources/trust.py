"""Certificates: whom we believe that a server is who it says it is."""

import ssl
from pathlib import Path

from schemas.errors import KonzeptError

UNKNOWN_ISSUER = frozenset((2, 18, 19, 20, 21))
"""OpenSSL's codes for a chain that ends with somebody we do not know."""

HANGING_UP = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)


class BadCertificates(KonzeptError):
    """The file with further certificates is of no use."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file, self.reason = file, reason

    def __str__(self) -> str:
        return f"KONZEPT_CA_FILE={self.file!r} cannot be used ({self.reason}): name a file with PEM certificates."


def trust_too(context: ssl.SSLContext, file: Path) -> None:
    """Trust the certificates of a file as well; raises BadCertificates.

    An intermediate certificate is enough: it need not be followed by its root, since the file is chosen by hand.
    """
    try:
        context.load_verify_locations(cafile=file)
    except ssl.SSLError as error:
        raise BadCertificates(str(file), "no certificate can be read from it") from error
    except OSError as error:
        raise BadCertificates(str(file), error.strerror or str(error)) from error
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN


def why_not_trusted(error: BaseException) -> str:
    """Why an error of httpcore came about, if it lies in the certificates or ciphers; empty: waiting may heal it."""
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate is not valid: {cause.verify_message}{_cure(cause.verify_code)}"
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, HANGING_UP):
        return f"no secure connection is possible ({cause.reason or cause})"
    return ""


def _cure(code: int) -> str:
    if code not in UNKNOWN_ISSUER:
        return "; tell the city, and add the PDF by hand meanwhile"
    return (
        "; if the server omits its intermediate certificate, save that as PEM, check whose it is, and name the file in"
        " KONZEPT_CA_FILE"
    )
