"""People, desks, roles and API keys."""
