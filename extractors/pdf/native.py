"""Calls to PDFium that are made for each letter of a page, and how to make them cheap.

Reading a page asks PDFium thousands of small questions. Three things make them cheap, a tenth of the ordinary way:
`map` asks in a loop of C; the answers are written into arrays that are kept from page to page, with a pointer made
beforehand for each place; and the functions have no declared argument types, so that ctypes has nothing to convert:
numbers are ints, pointers are `Handle`s, or arguments as ctypes would make them of pointers at each call (`_ready`).

PDFium is no more thread-safe than before: a process reads one document at a time.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEAST_PLACES = 4096


class Handle(ctypes.c_void_p):
    """A pointer of PDFium's; unlike `c_void_p` it is handed back as it is, not as a number."""


def handle_of(raw: Any) -> Handle:
    """The handle behind an object of pypdfium2."""
    return Handle(ctypes.cast(raw, ctypes.c_void_p).value)


def _ready(address: int | None) -> Any:
    """A pointer as an argument that ctypes hands on as it is: a third of the time of a call is saved."""
    return ctypes.c_void_p.from_param(address)


def pointers(numbers: Integers) -> list[Any]:
    """The objects with those numbers, to be asked about."""
    return list(map(_ready, numbers.tolist()))


def _asked(textpage: Handle, index: Integers) -> tuple[Any, list[int]]:
    """The first arguments of a question for each of the given characters."""
    return repeat(_ready(textpage.value)), index.tolist()


def _quick(function: Any, result: Any) -> Callable[..., Any]:
    """The same function without argument types, called without giving way to other threads."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]
    return call


_loose_box = _quick(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int)
_char_origin = _quick(pdfium_c.FPDFText_GetCharOrigin, ctypes.c_int)
_char_matrix = _quick(pdfium_c.FPDFText_GetMatrix, ctypes.c_int)
_char_object = _quick(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t)
_char_code = _quick(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint)
_unicode_error = _quick(pdfium_c.FPDFText_HasUnicodeMapError, ctypes.c_int)
_text_font = _quick(pdfium_c.FPDFTextObj_GetFont, ctypes.c_size_t)
_text_size = _quick(pdfium_c.FPDFTextObj_GetFontSize, ctypes.c_int)
_fill_color = _quick(pdfium_c.FPDFPageObj_GetFillColor, ctypes.c_int)
_font_name = _quick(pdfium_c.FPDFFont_GetBaseFontName, ctypes.c_size_t)
_page_object = _quick(pdfium_c.FPDFPage_GetObject, Handle)
_form_object = _quick(pdfium_c.FPDFFormObj_GetObject, Handle)
_form_count = _quick(pdfium_c.FPDFFormObj_CountObjects, ctypes.c_int)
_object_type = _quick(pdfium_c.FPDFPageObj_GetType, ctypes.c_int)
_object_matrix = _quick(pdfium_c.FPDFPageObj_GetMatrix, ctypes.c_int)
_object_bounds = _quick(pdfium_c.FPDFPageObj_GetBounds, ctypes.c_int)
_segment_count = _quick(pdfium_c.FPDFPath_CountSegments, ctypes.c_int)
_path_segment = _quick(pdfium_c.FPDFPath_GetPathSegment, Handle)
_draw_mode = _quick(pdfium_c.FPDFPath_GetDrawMode, ctypes.c_int)
_segment_point = _quick(pdfium_c.FPDFPathSegment_GetPoint, ctypes.c_int)
_segment_type = _quick(pdfium_c.FPDFPathSegment_GetType, ctypes.c_int)
_segment_close = _quick(pdfium_c.FPDFPathSegment_GetClose, ctypes.c_int)

_font_descent = _quick(pdfium_c.FPDFFont_GetDescent, ctypes.c_int)
_glyph_width = _quick(pdfium_c.FPDFFont_GetGlyphWidth, ctypes.c_int)

# Without declared types, ctypes hands on numbers that are no ints only in their own clothes.
ONE_EM, THOUSAND = ctypes.c_float(1.0), ctypes.c_float(1000.0)


PLACE_OF_COLOR = np.array([1 << 16, 1 << 8, 1, 0], dtype=np.uint32)
"""Of red, green, blue and opacity in a colour told as one number."""


class _Places:
    """Rows of an array, and for each number in them a pointer to where an answer is written."""

    def __init__(self, count: int, columns: int, kind: str) -> None:
        self.array = np.zeros((count, columns), dtype=kind)
        step, start = self.array.itemsize, self.array.ctypes.data
        self.pointers = [
            [_ready(start + step * (columns * row + column)) for row in range(count)] for column in range(columns)
        ]


@lru_cache(maxsize=8)
def _places_of(count: int, columns: int, kind: str) -> _Places:
    return _Places(count, columns, kind)


def _places(count: int, columns: int, kind: str) -> _Places:
    """At least so many rows; their number is a power of two, so that few are ever made."""
    places = _places_of(max(LEAST_PLACES, 1 << (count - 1).bit_length()) if count else LEAST_PLACES, columns, kind)
    places.array[:count] = 0  # what PDFium does not answer is 0, not the answer of another page
    return places


def _ask_all(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Make a call for each set of arguments; the answers are written where the arguments say."""
    deque(map(call, *arguments), maxlen=0)


def _numbers(call: Callable[..., Any], count: int, *arguments: Iterable[Any]) -> Integers:
    return np.fromiter(map(call, *arguments), dtype=np.int64, count=count)


# Characters of a text page, by their index


def objects_of_characters(textpage: Handle, index: Integers) -> Integers:
    """The text objects of the given characters, as numbers; 0 for characters that PDFium has added between objects."""
    return _numbers(_char_object, len(index), *_asked(textpage, index))


def codes_of_characters(textpage: Handle, count: int) -> Integers:
    """The Unicode of every character."""
    return _numbers(_char_code, count, repeat(_ready(textpage.value)), range(count))


def loose_boxes(textpage: Handle, index: Integers) -> Floats:
    """Two corners of the given characters in the page's own space; at least as wide as they advance."""
    places = _places(len(index), 4, "float32")
    _ask_all(_loose_box, *_asked(textpage, index), places.pointers[0])
    return places.array[: len(index)].astype(np.float64)


def origins(textpage: Handle, index: Integers) -> Floats:
    """Where the given characters stand on their base line: x and y in the page's own space."""
    places = _places(len(index), 2, "float64")
    _ask_all(_char_origin, *_asked(textpage, index), *places.pointers)
    return np.array(places.array[: len(index)])


def matrices_of_characters(textpage: Handle, index: Integers) -> Floats:
    """The six numbers that turn a character's own space into the page's, without the type size."""
    places = _places(len(index), 6, "float32")
    _ask_all(_char_matrix, *_asked(textpage, index), places.pointers[0])
    return places.array[: len(index)].astype(np.float64)


def are_unmapped(textpage: Handle, index: Integers) -> Flags:
    """Whether the font gives no Unicode for a character, so that PDFium tells the number of its glyph instead."""
    return np.asarray(_numbers(_unicode_error, len(index), *_asked(textpage, index)) == 1)


# Text objects and their fonts


def fonts_of_texts(texts: Sequence[Handle]) -> Integers:
    """The font of each text object, as a number."""
    return _numbers(_text_font, len(texts), texts)


def sizes_of_texts(texts: Sequence[Handle]) -> Floats:
    """The type size of each text object, before its matrix."""
    places = _places(len(texts), 1, "float32")
    _ask_all(_text_size, texts, places.pointers[0])
    return places.array[: len(texts), 0].astype(np.float64)


def name_of_font(font: int) -> str:
    """The PostScript name of a font; PDFium drops the prefix of a subset."""
    buffer = ctypes.create_string_buffer(256)
    _font_name(Handle(font), buffer, 256)
    return buffer.value.decode("utf-8", "replace")


def descent_of_font(font: int) -> float:
    """How far the font reaches below its base line, as a share of the type size: negative."""
    value = ctypes.c_float()
    _font_descent(Handle(font), THOUSAND, ctypes.byref(value))
    return value.value / 1000.0


def widths_of_glyphs(fonts: Integers, codes: Integers) -> Floats:
    """How far characters advance, each in its font, in ems; 0 where the font does not say."""
    places = _places(len(codes), 1, "float32")
    pointers = {font: _ready(font) for font in set(fonts.tolist())}
    in_fonts = [pointers[font] for font in fonts.tolist()]
    _ask_all(_glyph_width, in_fonts, codes.tolist(), repeat(ONE_EM), places.pointers[0])
    return places.array[: len(codes), 0].astype(np.float64)


# Page objects of any kind


def objects_of_page(page: Handle, count: int) -> list[Handle]:
    """The objects of a page in the order they are drawn."""
    return list(map(_page_object, repeat(page), range(count)))


def objects_of_form(form: Handle) -> list[Handle]:
    """The objects of a form in the order they are drawn."""
    return list(map(_form_object, repeat(form), range(max(0, _form_count(form)))))


def types_of_objects(objects: Sequence[Handle]) -> list[int]:
    """What each object is: text, path, picture, shading or form."""
    return list(map(_object_type, objects))


def matrices_of_objects(objects: Sequence[Handle]) -> Floats:
    """The matrix of each object: of a form, what its content is multiplied with."""
    places = _places(len(objects), 6, "float32")
    _ask_all(_object_matrix, objects, places.pointers[0])
    return places.array[: len(objects)].astype(np.float64)


def colors_of_objects(objects: Sequence[Handle]) -> list[str]:
    """The fill colour of each object as `#rrggbb`; black when it has none that can be told."""
    places = _places(len(objects), 4, "uint32")
    _ask_all(_fill_color, objects, *places.pointers)
    colors = ((places.array[: len(objects)] & 255) @ PLACE_OF_COLOR).tolist()
    names = {color: f"#{color:06x}" for color in set(colors)}
    return [names[color] for color in colors]


def bounds_of_objects(objects: Sequence[Handle]) -> Floats:
    """Left, bottom, right, top of each object in the space it is drawn in."""
    places = _places(len(objects), 4, "float32")
    _ask_all(_object_bounds, objects, *places.pointers)
    return places.array[: len(objects)].astype(np.float64)


# Paths


def modes_of_paths(paths: Sequence[Handle]) -> Flags:
    """Whether each path is filled, and whether it is stroked: two columns."""
    places = _places(len(paths), 2, "int32")
    _ask_all(_draw_mode, paths, *places.pointers)
    return np.asarray(places.array[: len(paths)] != 0)


def counts_of_segments(paths: Sequence[Handle]) -> Integers:
    """Of how many segments each path is made."""
    return np.maximum(_numbers(_segment_count, len(paths), paths), 0)


def segments_of_paths(paths: Sequence[Handle], counts: Sequence[int]) -> list[Handle]:
    """The segments of paths, one after the other."""
    return [
        segment
        for path, count in zip(paths, counts, strict=True)
        for segment in map(_path_segment, repeat(path), range(count))
    ]


def points_of_segments(segments: Sequence[Handle]) -> tuple[Floats, Integers]:
    """Points (a row of x, one of y, each in the space of its path) and kinds (line 0, curve 1, move 2) of segments."""
    places = _places(len(segments), 2, "float32")
    _ask_all(_segment_point, segments, *places.pointers)
    return places.array[: len(segments)].T.astype(np.float64), _numbers(_segment_type, len(segments), segments)


def are_closing(segments: Sequence[Handle]) -> Flags:
    """Whether each segment closes its subpath."""
    return np.asarray(_numbers(_segment_close, len(segments), segments) != 0)
