"""Two editions of one concept: which parts belong together, what became of each, and both texts side by side.

    entries → candidates → align (wording, subjects, assignment, parts, joint titles) → changes → synopsis

Everything here compares records of two extractions; no document is opened again.
"""
