"""A finished payload in the shapes of other data sets. No database; one file and one page of docs each."""
