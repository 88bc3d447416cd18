"""What can go wrong, for the person at the terminal."""


class BackupError(Exception):
    """The backup or restoration did not come about; the message is a sentence with the way out."""
