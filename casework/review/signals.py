"""What review tells the layers above."""

from django.dispatch import Signal

# Sent inside the transaction of every move, after everything is written: an exception in a receiver undoes
# the move. Arguments: incident, transition (its name), revision (or None), move (the row of the journal), by.
moved = Signal()
