"""A small invented newsroom to try everything with: people, outlets, texts and incidents in every state."""
