"""Lines to the printed contents list, headings and the tree of sections."""
