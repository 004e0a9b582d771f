"""Calls to PDFium that are made for each letter of a page, and how to make them cheap.

Reading a page asks PDFium thousands of small questions. `map` asks them in a loop of C, with numbers for pointers and
the answers written straight into arrays: about a quarter of a microsecond a call, a tenth of the ordinary way.

PDFium is no more thread-safe than before; a process reads one document at a time.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

POINTER, INTEGER, UNSIGNED, REAL, SIZE = (
    ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_ulong,
)  # fmt: skip


def _quick(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function, called without giving way to other threads: they cannot use PDFium meanwhile anyway."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    prototype = ctypes.PYFUNCTYPE(result, *arguments)
    call: Callable[..., Any] = prototype(address)  # type: ignore[arg-type]
    return call


loose_box = _quick(pdfium_c.FPDFText_GetLooseCharBox, INTEGER, POINTER, INTEGER, POINTER)
tight_box = _quick(pdfium_c.FPDFText_GetCharBox, INTEGER, POINTER, INTEGER, *[POINTER] * 4)
char_origin = _quick(pdfium_c.FPDFText_GetCharOrigin, INTEGER, POINTER, INTEGER, POINTER, POINTER)
char_matrix = _quick(pdfium_c.FPDFText_GetMatrix, INTEGER, POINTER, INTEGER, POINTER)
char_object = _quick(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t, POINTER, INTEGER)
char_code = _quick(pdfium_c.FPDFText_GetUnicode, UNSIGNED, POINTER, INTEGER)
unicode_error = _quick(pdfium_c.FPDFText_HasUnicodeMapError, INTEGER, POINTER, INTEGER)
text_font = _quick(pdfium_c.FPDFTextObj_GetFont, POINTER, POINTER)
text_size = _quick(pdfium_c.FPDFTextObj_GetFontSize, INTEGER, POINTER, POINTER)
fill_color = _quick(pdfium_c.FPDFPageObj_GetFillColor, INTEGER, POINTER, *[POINTER] * 4)
font_name = _quick(pdfium_c.FPDFFont_GetBaseFontName, ctypes.c_size_t, POINTER, POINTER, ctypes.c_size_t)
font_descent = _quick(pdfium_c.FPDFFont_GetDescent, INTEGER, POINTER, REAL, POINTER)
glyph_width = _quick(pdfium_c.FPDFFont_GetGlyphWidth, INTEGER, POINTER, ctypes.c_uint32, REAL, POINTER)
page_object = _quick(pdfium_c.FPDFPage_GetObject, POINTER, POINTER, INTEGER)
form_object = _quick(pdfium_c.FPDFFormObj_GetObject, POINTER, POINTER, SIZE)
form_count = _quick(pdfium_c.FPDFFormObj_CountObjects, INTEGER, POINTER)
object_type = _quick(pdfium_c.FPDFPageObj_GetType, INTEGER, POINTER)
object_matrix = _quick(pdfium_c.FPDFPageObj_GetMatrix, INTEGER, POINTER, POINTER)
object_bounds = _quick(pdfium_c.FPDFPageObj_GetBounds, INTEGER, POINTER, *[POINTER] * 4)
segment_count = _quick(pdfium_c.FPDFPath_CountSegments, INTEGER, POINTER)
path_segment = _quick(pdfium_c.FPDFPath_GetPathSegment, POINTER, POINTER, INTEGER)
draw_mode = _quick(pdfium_c.FPDFPath_GetDrawMode, INTEGER, POINTER, POINTER, POINTER)
segment_point = _quick(pdfium_c.FPDFPathSegment_GetPoint, INTEGER, POINTER, POINTER, POINTER)
segment_type = _quick(pdfium_c.FPDFPathSegment_GetType, INTEGER, POINTER)
segment_close = _quick(pdfium_c.FPDFPathSegment_GetClose, INTEGER, POINTER)


def address(handle: Any) -> int:
    """A handle of pypdfium2 as a number."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def ask_all(call: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Make a call for each set of arguments; the answers are written where the arguments say."""
    deque(map(call, *arguments), maxlen=0)


def loose_boxes(textpage: int, index: Integers) -> Floats:
    """Corners of the given characters in the page's own space, at least as wide as they advance: two points each."""
    boxes = np.zeros((len(index), 4), dtype=np.float32)
    start, end = boxes.ctypes.data, boxes.ctypes.data + 16 * len(index)
    ask_all(loose_box, repeat(textpage), index.tolist(), range(start, end, 16))
    return boxes.astype(np.float64)


def origins(textpage: int, indices: Sequence[int]) -> Floats:
    """Where the given characters stand on their base line: x and y in the page's own space."""
    points = np.zeros((len(indices), 2))
    start, end = points.ctypes.data, points.ctypes.data + 16 * len(indices)
    ask_all(char_origin, repeat(textpage), indices, range(start, end, 16), range(start + 8, end + 8, 16))
    return points


def objects_of_characters(textpage: int, count: int) -> Integers:
    """The text object of every character, as a number; 0 for characters that PDFium has added."""
    return np.fromiter(map(char_object, repeat(textpage), range(count)), dtype=np.int64, count=count)


def codes_of_characters(textpage: int, count: int) -> Integers:
    """The Unicode of every character."""
    return np.fromiter(map(char_code, repeat(textpage), range(count)), dtype=np.int64, count=count)


def matrix_of_character(textpage: int, index: int) -> tuple[float, ...]:
    """The six numbers that turn a character's own space into the page's, without the type size."""
    values = (ctypes.c_float * 6)()
    char_matrix(textpage, index, ctypes.addressof(values))
    return tuple(values)


def matrix_of_object(pointer: int) -> tuple[float, ...]:
    """The matrix of a page object: of a form, what its content is multiplied with."""
    values = (ctypes.c_float * 6)()
    object_matrix(pointer, ctypes.addressof(values))
    return tuple(values)


def size_of_text(pointer: int) -> float:
    """The type size of a text object, before its matrix."""
    value = ctypes.c_float()
    text_size(pointer, ctypes.addressof(value))
    return value.value


def color_of(pointer: int) -> str:
    """The fill colour of an object as `#rrggbb`; black when it has none that can be told."""
    parts = (ctypes.c_uint * 4)()
    start = ctypes.addressof(parts)
    if not fill_color(pointer, start, start + 4, start + 8, start + 12):
        return "#000000"
    return f"#{parts[0] & 255:02x}{parts[1] & 255:02x}{parts[2] & 255:02x}"


def name_of_font(pointer: int) -> str:
    """The PostScript name of a font; PDFium drops the prefix of a subset."""
    buffer = ctypes.create_string_buffer(256)
    font_name(pointer, ctypes.addressof(buffer), 256)
    return buffer.value.decode("utf-8", "replace")


def descent_of_font(pointer: int) -> float:
    """How far the font reaches below its base line, as a share of the type size: negative."""
    value = ctypes.c_float()
    font_descent(pointer, 1000.0, ctypes.addressof(value))
    return value.value / 1000.0


def width_of_glyph(font: int, code: int, size: float) -> float:
    """How far a character advances, in points before the matrix; 0 when the font does not say."""
    value = ctypes.c_float()
    glyph_width(font, code, size, ctypes.addressof(value))
    return value.value


def draws(pointer: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    modes = (ctypes.c_int * 2)()
    start = ctypes.addressof(modes)
    draw_mode(pointer, start, start + 4)
    return bool(modes[0]), bool(modes[1])


def bounds_of(pointer: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of an object in the space it is drawn in."""
    edges = (ctypes.c_float * 4)()
    start = ctypes.addressof(edges)
    object_bounds(pointer, start, start + 4, start + 8, start + 12)
    return edges[0], edges[1], edges[2], edges[3]


def segments_of_paths(pointers: Sequence[int], counts: Sequence[int]) -> tuple[Floats, Integers, Integers]:
    """Points, kinds (line 0, curve 1, move 2) and closing marks of the segments of paths, each in its own space."""
    segments = [
        segment
        for pointer, count in zip(pointers, counts, strict=True)
        for segment in map(path_segment, repeat(pointer), range(count))
    ]
    points = np.zeros((len(segments), 2), dtype=np.float32)
    start, end = points.ctypes.data, points.ctypes.data + 8 * len(segments)
    ask_all(segment_point, segments, range(start, end, 8), range(start + 4, end + 4, 8))
    kinds = np.fromiter(map(segment_type, segments), dtype=np.int64, count=len(segments))
    closes = np.fromiter(map(segment_close, segments), dtype=np.int64, count=len(segments))
    return points.astype(np.float64), kinds, closes


def is_unmapped(textpage: int, index: int) -> bool:
    """Whether the font gives no Unicode for a character, so that PDFium tells the number of its glyph instead."""
    return bool(unicode_error(textpage, index) == 1)
