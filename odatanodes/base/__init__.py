"""Values, text for people, files and processes: nothing of OData here."""
