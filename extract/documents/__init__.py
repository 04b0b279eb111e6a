"""A file's bytes → paragraphs and tables, each with its place. Knows nothing of annual reports.

The way of a file: ``open`` asks ``sniff`` for its format and hands it to that format's reader, whose ``readings``
gives one ``Document`` (``model``) an engine, or raises a ``Refusal`` (``refusals``).

| Folder or module | Reads |
|---|---|
| ``html/`` | web pages, and pages saved as one file |
| ``word/`` | DOCX, Word as one XML file, and through LibreOffice DOC, WPS, RTF |
| ``sheets/`` | XLSX, XLS, Excel as one XML file |
| ``text/`` | plain text, Markdown, comma-separated text |
| ``opendocument`` | ODT, ODS |
| ``pdf/``, ``ofd`` | pages laid out for print |
| ``ocr/``, ``page_image`` | scans and images; the picture of a page that a number was printed on |

Shared by them: ``collect`` (blocks in order, cells placed in a grid), ``clean`` (text as a reader sees it, and the signs
for what cannot be read), ``encoding`` (bytes → text), ``unpack`` (ZIP and XML that nobody trusts), ``elements`` (small
questions about XML), ``listing`` (files that do not say all they show), ``data_frame`` (tables that a program printed).
``methods`` names the ways a cell is read.
"""

from extract.documents.open import Opened, borne_out, load_source, open_document

__all__ = ["Opened", "borne_out", "load_source", "open_document"]
