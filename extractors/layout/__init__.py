"""Pages to lines in reading order: margins off, columns and cells kept apart, hyphens undone."""
