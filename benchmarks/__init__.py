"""How fast, at which size, against which limit. Never part of the test run."""
