"""The public site on the built dataset: query → figure → page.

- ``server`` is the ASGI application: the pages, the data addresses (``api``), the head of every page (``head``). ``app``
  is the script that Streamlit runs for a page: masthead, filter bar, then one file of ``app_pages``.
- ``app_pages`` has a thin file a page. What is long stands beside it in a module of the same name: ``agency`` (with
  ``agency_quality``, ``form_tables``, ``source``), ``compare`` (``side_by_side``), ``coverage``, ``quality``, ``regions``
  (``tiles``, ``boundaries``), ``selfcheck`` (``private_reading``).
- ``exhibits`` answer one question each, from ``queries`` (pure polars) and ``charts`` (pure plotly); ``show`` draws them.
- ``filters`` is the selection as an address has it, ``selection`` the same in a visitor's session with the filter bar,
  ``queries.selection`` the reports it picks. ``store`` holds the dataset that ``data`` opens.
- ``frame``, ``pieces``, ``tables``, ``glossary``, ``island``, ``chrome``, ``theme``, ``text`` are what all pages are made of.
"""
