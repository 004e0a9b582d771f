"""Stores: what we keep, and the promises about it.

    raw        documents exactly as councils served them, a receipt for each visit, and what each address brought last
    depot      documents and what was read in them, by hash, where every worker can reach them
    releases   the published data: immutable folders, and a pointer moved last

Each store's layout, and what holds after a failure, stands at the head of its module.
"""
