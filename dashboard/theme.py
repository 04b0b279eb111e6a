"""The look: one ink, one accent, greys for the rest, on paper or in the dark.

Colours stand once, here; ``.streamlit/config.toml`` repeats the few that Streamlit itself must know,
and a test keeps the two equal. Figures are always built in the colours of ``LIGHT``; ``in_mode`` turns a
finished figure into the dark scheme, so that charts need not know where they are shown.
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

_TO_DARK = dict(zip(asdict(LIGHT).values(), asdict(DARK).values(), strict=True))


def palette(mode: str) -> Palette:
    """The palette of ``light`` or ``dark``."""
    return DARK if mode == "dark" else LIGHT


def recoloured(value: object) -> object:
    """The same plain structure with every colour of ``LIGHT`` replaced by its partner in ``DARK``."""
    if isinstance(value, str):
        return _TO_DARK.get(value.lower(), value)
    if isinstance(value, dict):
        return {k: recoloured(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [recoloured(v) for v in value]
    return value


def in_mode(figure, mode: str):
    """A figure built in ``LIGHT`` as it looks in ``mode``; the light one is returned as it is."""
    if mode != "dark":
        return figure
    return type(figure)(recoloured(figure.to_plotly_json()), skip_invalid=True)
