"""One set of colours: those of the code are those of Streamlit's settings, and they can be read."""

import tomllib
from pathlib import Path

import pytest

from dashboard.theme import DARK, LIGHT, SANS, SERIF, css_variables

CONFIG = tomllib.loads(
    (Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT), ("dark", DARK)])
class TestScheme:
    def test_the_settings_say_the_same(self, mode, palette):
        section = CONFIG["theme"][mode]
        assert section["backgroundColor"] == palette.paper
        assert section["secondaryBackgroundColor"] == palette.wash
        assert section["textColor"] == palette.ink
        assert section["primaryColor"] == palette.accent
        assert section["borderColor"] == palette.rule

    @pytest.mark.parametrize("name", ["ink", "muted", "accent", "grey"])
    def test_text_can_be_read(self, mode, palette, name):
        assert contrast(getattr(palette, name), palette.paper) >= 4.5

    @pytest.mark.parametrize("name", ["ink", "muted", "accent"])
    def test_text_can_be_read_on_a_surface(self, mode, palette, name):
        assert contrast(getattr(palette, name), palette.wash) >= 4.5

    def test_lines_can_be_seen(self, mode, palette):
        assert contrast(palette.grey_mid, palette.paper) >= 3

    def test_the_style_sheet_gets_them(self, mode, palette):
        assert f"--accent:{palette.accent};" in css_variables(mode)


def test_the_settings_name_the_same_typefaces():
    assert CONFIG["theme"]["font"] == SANS
    assert CONFIG["theme"]["headingFont"] == SERIF


def test_nothing_is_fetched_from_others():
    assert "http" not in str(CONFIG["theme"])
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["browser"]["serverAddress"] == "localhost"


def test_what_is_drawn_for_the_dark_is_turned_light_on_paper():
    assert "@media print" in css_variables("dark")
    assert "@media print" not in css_variables("light")
