"""Pages of SessionNet (Somacos), a council system in use since 2009: ASP and PHP, tables and cards.

    html, address → refusals → papers · items · meetings · calendars → typed pages

`addresses` knows which address means which thing, `markup` makes a tree of HTML, `display` what a reader sees of it.
Nothing of a page that says it is not public gets beyond `reading`.
"""
