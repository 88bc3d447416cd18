"""Incidents, the claims made about them, and the quoted passages behind every claim."""
