"""Documents that may be about an incident: read, found, offered, answered."""
