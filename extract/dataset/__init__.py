"""The dataset: its ``schemas``, how it is built from reports, and how it is taken away (``export``).

``build`` reads documents and transcribed ``figures``, tells which of several ``versions`` counts, and writes the rows of
``tables``, with the ``measures`` computed from the cells and the ``catalogue`` of fields.
"""

FORMATS = ("csv", "xlsx", "parquet", "json", "sqlite")
"""The formats of ``export``; here, so that the command line can name them without what it takes to write them."""
