"""Text in, suggestions with character offsets out. No models, and nothing is ever decided here."""
