"""The doors for programs: the strict API and the facades of the field's own clients."""
