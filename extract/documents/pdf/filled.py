"""What stands on a page without being in its text: form fields and notes, drawn into it before it is read."""

from ctypes import c_ushort

import pypdfium2.raw as raw

from extract.documents.model import Box

MOST = 5_000
"""Of a page's annotations only so many are looked at."""
_SAYING = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)


def filled_in(
    document: raw.FPDF_DOCUMENT, index: int, page: raw.FPDF_PAGE
) -> tuple[raw.FPDF_PAGE, list[Box], bool]:
    """The page with its filled-in fields and typed notes as text of its own, in place of the one given.

    Also the places (left, bottom, right, top, in the page's own coordinates) of those that say something but
    give no look of it, and whether the page was changed.
    """
    unseen: list[Box] = []
    saying = 0
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(note) in _SAYING:
                saying += 1
                if not _has_look(note) and _says_something(note):
                    unseen.append(_place(note))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    if not saying or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page, unseen, False
    raw.FPDF_ClosePage(page)
    return raw.FPDF_LoadPage(document, index), unseen, True


def _has_look(note: raw.FPDF_ANNOTATION) -> bool:
    return raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2


def _says_something(note: raw.FPDF_ANNOTATION) -> bool:
    for key in (b"V", b"Contents"):
        length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
        if length > 2:
            buffer = (c_ushort * (length // 2))()
            raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
            if any(unit not in (0, 0x20) for unit in buffer):
                return True
    return False


def _place(note: raw.FPDF_ANNOTATION) -> Box:
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, box)
    return box.left, box.bottom, box.right, box.top
