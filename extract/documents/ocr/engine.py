"""The recogniser: RapidOCR with the models inside its wheel, loaded once, on the processor, without the network."""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

_LOCK = threading.Lock()
LARGEST_SIDE = 6000
"""Pictures are not made smaller for finding text: a lone 0 of 9 points would be lost."""


HEIGHT = 48
"""Pixels that the recogniser makes every crop tall."""
WIDEST = 2000
"""Pixels of that height from which a crop is read alone: the memory of a batch is that of its widest crop for each."""


class Reading(NamedTuple):
    """The text of one crop and how sure the recogniser is of it (0–1)."""

    text: str
    score: float


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.max_side_len": LARGEST_SIDE,
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Rec.rec_img_shape": [3, HEIGHT, 64],
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )


def find_text(picture: np.ndarray) -> list[tuple[float, float, float, float]]:
    """The upright boxes (x0, y0, x1, y1 in pixels) around every stretch of text in a picture."""
    with _LOCK:
        found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    return [
        (float(b[:, 0].min()), float(b[:, 1].min()), float(b[:, 0].max()), float(b[:, 1].max()))
        for b in boxes
    ]


def read_crops(crops: Sequence[np.ndarray]) -> list[Reading]:
    """What stands in each crop."""
    narrow = [n for n, crop in enumerate(crops) if crop.shape[1] * HEIGHT <= WIDEST * crop.shape[0]]
    alone = [[n] for n in sorted(set(range(len(crops))) - set(narrow))]
    found: dict[int, Reading] = {}
    for together in ([narrow] if narrow else []) + alone:
        with _LOCK:
            read = _engine().recognize_txt([crops[n] for n in together])
        texts = zip(together, read.txts, read.scores, strict=True)
        found |= {n: Reading(text.strip(), float(score)) for n, text, score in texts}
    return [found[n] for n in range(len(crops))]
