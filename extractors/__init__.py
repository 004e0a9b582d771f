"""Calculations: a document to records, an edition pair to changes.

    guard → read_pages → arrange → find_sections → find_measures → Extraction

Nothing here opens a socket, reads a clock or the environment, or writes a file.
"""
