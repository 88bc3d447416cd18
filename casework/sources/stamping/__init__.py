"""Time stamps (RFC 3161): a third party signs that it was shown the hash of what we keep, and when."""
