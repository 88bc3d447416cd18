"""How dates are written, by language, where a page does not say it itself: in the admin and in mail."""
