"""Above these sizes a PDF is refused as ``too-large``; annual reports stay far below every one of them."""

MAX_BYTES = 80_000_000
MAX_PAGES = 600
MAX_GLYPHS_PER_PAGE = 60_000
MAX_OBJECTS_PER_PAGE = 200_000
MAX_PATH_POINTS_PER_PAGE = 400_000
MAX_FORM_DEPTH = 12
MAX_GRID_CELLS = 100_000
MAX_RULINGS_PER_PAGE = 20_000
