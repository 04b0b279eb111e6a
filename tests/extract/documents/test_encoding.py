"""The encoding of a text: told by its bytes, believed only where it says something."""

import codecs

import pytest

from extract.documents.encoding import decode

SIMPLIFIED = "中华人民共和国政府信息公开条例，本年新收申请数量\n0\t0\t12\n" * 3
TRADITIONAL = "政府資訊公開年度報告，本年的申請數量\n" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_chinese_text_is_read_by_the_encoding_it_is_in(encoding):
    assert decode(SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


def test_signs_outside_the_old_sets_are_read_by_the_newest():
    assert decode("瀍河回族区㐀𠀀，政府的信息公开".encode("gb18030"))[0] == "瀍河回族区㐀𠀀，政府的信息公开"


def test_traditional_characters_without_a_declaration():
    assert decode(TRADITIONAL.encode("big5"))[0] == TRADITIONAL


@pytest.mark.parametrize(
    "declared",
    [
        "gb2312",
        "GBK",
        "x-gbk",
        "utf-8",
        "iso-8859-1",
        "windows-1252",
        "big5",
        "hex",
        "idna",
        "undefined",
        "unicode_escape",
        "nonsense",
    ],
)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_wrong_declaration_does_no_harm(declared, encoding):
    page = f"<meta charset={declared}>{SIMPLIFIED}"
    assert decode(page.encode(encoding))[0] == page


def test_a_byte_that_is_broken_costs_only_its_place():
    for encoding in ("utf-8", "gb18030"):
        data = (SIMPLIFIED * 20).encode(encoding)
        text, _ = decode(data[:300] + b"\xff" + data[300:])
        assert text.count("12") >= 58
        assert "\ufffd" in text


@pytest.mark.parametrize("data", [b"", b"\x00", codecs.BOM_UTF16_LE, b"\xff" * 999, bytes(range(256)) * 9])
def test_anything_is_text_of_a_kind(data):
    assert isinstance(decode(data)[0], str)


def test_a_few_zero_bytes_do_not_make_a_page_utf_16():
    page = "<td>政府信息公开</td>".encode() * 60
    assert decode(page.replace(b"<td>", b"<td\0>", 2))[1] == "utf-8"


def test_zero_bytes_and_many_spaces_do_not_make_a_text_utf_16() -> None:
    """As in text taken from a PDF and laid out by spaces."""
    line = "信息公开" + " " * 60 + "本年的\n"
    data = (line * 30).encode("gb18030").replace(b"\n", b"\0\n", 3)
    assert decode(data)[0].count("信息公开") == 30


def test_hz_is_read_where_it_is_declared():
    page = '<meta charset="hz-gb-2312"><p>政府信息公开</p>'
    assert decode(page.encode("hz")) == (page, "hz")


FIGURES = "12,345\t6,789\t0\t" * 60


@pytest.mark.parametrize(("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs")])
def test_few_common_signs_among_many_figures_tell_the_encoding_too(text, encoding):
    written = FIGURES + text.splitlines()[0]
    assert decode(written.encode(encoding)) == (written, encoding)
