"""The field's vocabularies in versions, actors, countries and places."""
