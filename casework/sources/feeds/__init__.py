"""Following what sources publish: visits to feeds, rules of desks, and the triage of new items."""
