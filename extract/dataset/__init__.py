"""The dataset: its schemas, how it is built from reports, and how it is taken away."""

FORMATS = ("csv", "xlsx", "parquet", "json", "sqlite")
"""The formats of ``export``; here, so that the command line can name them without what it takes to write them."""
