"""Sections and tables to action fields, goals, measures, statuses, actors and indicators."""
