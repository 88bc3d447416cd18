"""Subscriptions and the periodic summary mail."""
