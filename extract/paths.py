"""Where the project's own facts and data stand on disk."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
FORMS = DATA / "forms"
REGIONS = DATA / "regions"
AGENCIES = DATA / "agencies"
REPORTS = DATA / "reports"
FIGURES = DATA / "figures"
DATASET = DATA / "dataset"
