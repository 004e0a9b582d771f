"""What symbol fonts mean: tick boxes and bullets arrive as letters of the font's own coding.

Source: the code charts of Wingdings, Webdings, ZapfDingbats and Symbol. Word writes such characters at
U+F000 + code, others as the Latin letter of the same code.
"""

import re

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
SYMBOL_FONT = re.compile(r"wingding|webding|dingbat|symbol(?!ic)", re.IGNORECASE)
UNDECODABLE = "\ufffd"

WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0x54: "☒",
    0xFC: "✓", 0xFB: "✗", 0xE0: "→", 0xF0: "→", 0xE8: "→", 0xD8: "➢",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xAE: "→", 0xDE: "→", 0xA3: "≤", 0xB3: "≥", 0x2D: "−", 0xB1: "±", 0xB4: "×"}
CID = re.compile(r"\(cid:\d+\)")


def readable(text: str, font: str) -> tuple[str, int]:
    """The text with symbols in Unicode, and the number of glyphs that stay undecodable.

    >>> readable("n", "Wingdings-Regular")
    ('•', 0)
    >>> readable("\\uf0fe", "Wingdings2")
    ('☑', 0)
    >>> readable("(cid:3)", "Frutiger")
    ('\\ufffd', 1)
    """
    text = CID.sub(UNDECODABLE, text)
    if SYMBOL_FONT.search(font):
        return "".join(_symbol(letter, font) for letter in text), 0
    text = PRIVATE_USE.sub(lambda found: _symbol(found.group(), "wingdings"), text)
    return text, text.count(UNDECODABLE)


def _symbol(letter: str, font: str) -> str:
    code = ord(letter) - 0xF000 if 0xF000 <= ord(letter) <= 0xF0FF else ord(letter)
    if "symbol" in font.lower():
        return SYMBOL.get(code, letter if code > 0xFF or chr(code).isalnum() else "•")
    if code > 0xFF and not PRIVATE_USE.match(letter):
        return letter
    return WINGDINGS.get(code, "•")
