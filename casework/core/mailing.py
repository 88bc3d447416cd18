"""What holds for every mail that a row waits to have sent."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

# Longer than a mail server takes to answer: a row that says sending for so long lost its worker.
SENDING_LASTS_FOR = timedelta(minutes=10)
MOST_ATTEMPTS = 5
# The wait before the second attempt; it doubles with every further one.
FIRST_WAIT = timedelta(minutes=2)


def is_final(error: Exception) -> bool:
    """Say whether the server will never take this mail: RFC 5321 answers 5xx about its reader or content.

    What is wrong with our own sign-in or sender is mended by an operator, so that is tried again.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500
