"""Values, text for people, files and processes, without any knowledge of OData."""
