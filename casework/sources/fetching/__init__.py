"""Fetch what strangers publish: `guard` decides where to, `transport` brings the bytes."""
