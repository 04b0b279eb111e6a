"""A file's bytes → paragraphs and tables, each with its place. Knows nothing of annual reports."""

from extract.documents.open import Opened, borne_out, load_source, open_document

__all__ = ["Opened", "borne_out", "load_source", "open_document"]
