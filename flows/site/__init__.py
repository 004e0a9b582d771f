"""Pages for readers, made from a release and nothing else. Pages speak German.

rows → book (joined once) → a model per page → templates, which only print. `build.py` names every page.
"""
