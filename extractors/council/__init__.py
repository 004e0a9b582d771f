"""Council documents: papers (Vorlage, Antrag, Mitteilung) and minutes, with the votes that were cast.

    kind_of → read_council → papers, consultations, decisions, votes

`votes` is the grammar of printed vote counts, `results` that of result words; both work on plain text.
"""
