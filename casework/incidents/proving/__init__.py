"""The page on which a passage is marked and said what it proves: what it shows, its forms, its views."""
