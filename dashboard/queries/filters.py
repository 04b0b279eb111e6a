"""A selection, shared by pages, exhibits, downloads and addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """A selection of reports and of the rows shown, all in codes; hashable, so it can key a cache.

    An empty tuple means no restriction. Values inside one field are alternatives (or), the fields
    narrow each other (and). ``regions`` are six-character adcodes and hold everything inside them;
    ``years`` is (from, to), both included, None = all years. ``outcomes`` are outcome group codes
    (``out_granted_full`` …), ``grounds`` row codes beneath them (``out_refused_state_secret`` …): they
    choose what the outcome exhibits show and never which reports are selected.
    """

    regions: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    outcomes: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
