"""Every name finds its place: divisions, bodies, and how a published name leads to them."""

from extract.regions.resolve import Resolution, resolve

__all__ = ["Resolution", "resolve"]
