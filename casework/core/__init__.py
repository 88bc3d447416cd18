"""What every layer may use: decisions, errors, dates, text and interface tags. No models."""
