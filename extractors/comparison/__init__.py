"""The editions of one concept: which parts belong together, what became of each, and both texts side by side.

    entries → mending → candidates → align (wording, subjects, assignment, parts, joint titles, carried)
            → decisions → changes → synopsis · lines · overview · remarks

Everything here compares records of extractions; no document is opened again. docs/method.md says the rules to readers.
"""
