"""Everything that is public as files, written as PostgreSQL gives it, in memory that does not grow."""
