"""Is this the same attack? Candidate pairs, judgements and typed links."""
