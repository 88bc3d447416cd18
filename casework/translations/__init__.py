"""The catalogues of translations: one for each language, with every sentence that a person can read."""
