"""How often a process that reads many files looks for rubbish."""

import gc


def collect_seldom() -> None:
    """Leaves what is loaded by now out of the search for rubbish, and searches seldom.

    What is loaded before the first file lives as long as the process, and a report makes few cycles: looking
    through all of it for rubbish, once every few reports, took a tenth of their time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
