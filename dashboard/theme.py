"""The look: one ink, one accent, greys for the rest, on paper or in the dark.

Colours stand once, here; ``.streamlit/config.toml`` repeats the few that Streamlit itself must know,
and a test keeps the two equal. Charts take theirs from ``palette(mode)``, ``style.css`` from ``css_variables``.
"""

from dataclasses import asdict, dataclass

SERIF = "'Songti SC','Noto Serif CJK SC','Source Han Serif SC','Noto Serif SC','SimSun',Georgia,serif"
"""Headings: Song-style faces that the reader's system already has."""

SANS = (
    "-apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'Noto Sans CJK SC','Source Han Sans SC','Segoe UI',Helvetica,Arial,sans-serif"
)
"""Running text, tables and charts."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme.

    Contrast on ``paper``: ``ink``, ``muted`` and ``accent`` carry text (at least 4.5 : 1); ``grey`` also
    carries small labels in charts; ``grey_mid`` draws lines and bars beside the accent (3 : 1);
    ``grey_soft`` fills what stands back; ``rule`` draws hairlines and gridlines; ``wash`` is a surface.
    """

    paper: str
    wash: str
    ink: str
    muted: str
    grey: str
    grey_mid: str
    grey_soft: str
    rule: str
    accent: str
    accent_soft: str


LIGHT = Palette(
    paper="#fbfaf7",
    wash="#f3efe8",
    ink="#1c1a17",
    muted="#5d5850",
    grey="#756f67",
    grey_mid="#948d84",
    grey_soft="#c6bfb4",
    rule="#ddd7cc",
    accent="#b3321c",
    accent_soft="#e3ab9d",
)
DARK = Palette(
    paper="#161513",
    wash="#211f1c",
    ink="#ece7df",
    muted="#aaa39a",
    grey="#938c83",
    grey_mid="#716b64",
    grey_soft="#4d4843",
    rule="#38342f",
    accent="#ef7b60",
    accent_soft="#7d4436",
)


def palette(mode: str) -> Palette:
    """The palette of ``light`` or ``dark``."""
    return DARK if mode == "dark" else LIGHT


ON_PAPER = "@media print{:root,.boxed img{filter:invert(1) hue-rotate(180deg) brightness(1.1)}:root{background:#fff}}"
"""Charts and Streamlit's own parts are drawn dark for who reads in the dark; on paper they are turned light."""


def css_variables(mode: str) -> str:
    """The palette and the typefaces as CSS variables (``--ink``, ``--accent-soft`` …) for ``style.css``."""
    values = {name.replace("_", "-"): value for name, value in asdict(palette(mode)).items()}
    values |= {"serif": SERIF, "sans": SANS}
    return (
        ":root{"
        + "".join(f"--{name}:{value};" for name, value in values.items())
        + "}"
        + (ON_PAPER if mode == "dark" else "")
    )
