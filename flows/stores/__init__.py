"""Stores: what we keep on disk, and the promises about it.

    raw        documents exactly as councils served them, and a receipt for each visit
    releases   the published data: immutable folders, and a pointer moved last

Each store's layout, and what holds after a failure, stands at the head of its module.
"""
