"""Actions: what asks the network, reads the clock and writes files.

    fetch → extract → compare → release → publish

Prefect is imported only by the modules directly in here; `sources`, `stores` and `site` are plain Python and do not
know each other.
"""
