"""What the trail tells the layers above it, which listen."""

from django.dispatch import Signal

# Sent inside the transaction of every change that is recorded, right after its entry was written: an
# exception in a receiver undoes the change. Arguments: entry, and subject, the row it is about (or None).
recorded = Signal()
