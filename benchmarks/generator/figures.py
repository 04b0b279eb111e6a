"""Random figures that close like a real report's, the errors put into some, and the way each is printed."""

from random import Random
from typing import Any

from benchmarks.generator import old_forms
from benchmarks.generator.options import Mix
from benchmarks.generator.truth import TruthCell
from extract.forms import APPLICANT_KINDS, DISPUTE_RESULTS, DISPUTE_ROUTES, NATIONAL_TABLES, Field, form

_SIZES = {"zero": 0, "small": 6, "medium": 90, "large": 4000}
_SHARES = {"natural_person": 1.0, "commercial_enterprise": 0.25, "legal_service_org": 0.08}
_OTHER_SHARE = 0.03
_LEGAL = APPLICANT_KINDS[1:]
_FULLWIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
DASHES = ("-", "--", "—", "－", "/", "／")


def forms_of(options: Mix) -> dict[str, str]:
    """The form of each table; a hybrid has the 2021 table 二 and the 2019 table 三, an old form one table only."""
    wanted: str = options["form"]
    if wanted in old_forms.FORMS:
        return {"statistics": wanted}
    if wanted == "hybrid":
        return {"table2": "t2021", "table3": "t2019", "table4": "t2021"}
    return dict.fromkeys(NATIONAL_TABLES, wanted)


def _count(rng: Random, size: float) -> int:
    """A count around ``size``; most are 0 when it is small."""
    return int(rng.expovariate(1 / size)) if size > 0 and rng.random() < 0.25 + size / (size + 6) * 0.7 else 0


def figures(rng: Random, options: Mix) -> dict[str, int | float]:
    """The figures of all three tables by cell key; every identity of the form holds."""
    forms = forms_of(options)
    size = _SIZES[options["scale"]]
    if "statistics" in forms:
        return old_forms.values(rng, forms["statistics"], size, options["amount_places"])
    values: dict[str, int | float] = {}
    for entry in form(forms["table2"]).tables["table2"].entered:
        values[entry.code] = _table2_value(rng, entry, size, options["amount_places"])
    values |= _table3(rng, [f.code for f in form(forms["table3"]).tables["table3"].entered], size)
    for route in DISPUTE_ROUTES:
        parts = {f"{route}_{result}": _count(rng, size / 12) for result in DISPUTE_RESULTS}
        values |= parts | {f"{route}_total": sum(parts.values())}
    return values


def _table2_value(rng: Random, entry: Field, size: float, places: int) -> int | float:
    if entry.value_type == "amount":
        return round(rng.expovariate(1 / (size * 20)), places) if size and rng.random() < 0.7 else 0
    if entry.value_type == "signed":
        return rng.choice((0, 0, 1, -1)) * rng.randint(1, 40) if size else 0
    return _count(rng, size * 3 if entry.code.endswith("decisions") else size / 6)


def _table3(rng: Random, rows: list[str], size: float) -> dict[str, int | float]:
    outcomes = [code for code in rows if code.startswith("out_") and code != "out_total"]
    values: dict[str, int | float] = {}
    for column in APPLICANT_KINDS:
        share = size * _SHARES.get(column, _OTHER_SHARE)
        for code in outcomes:
            values[f"{code}.{column}"] = _count(rng, share * (1 if code == "out_granted_full" else 0.2))
        done = sum(values[f"{code}.{column}"] for code in outcomes)
        left = _count(rng, share * 0.15)
        before = min(_count(rng, share * 0.15), done + left)
        values[f"out_total.{column}"] = done
        values[f"req_carried_out.{column}"] = left
        values[f"req_carried_in.{column}"] = before
        values[f"req_new.{column}"] = done + left - before
    for code in rows:
        values[f"{code}.total"] = sum(values[f"{code}.{column}"] for column in APPLICANT_KINDS)
    return values


def break_sums(rng: Random, values: dict[str, int | float], kind: str) -> dict[str, int | float]:
    """The figures with one publisher's error of that kind in them; ``none`` leaves them as they are."""
    targets = {
        "total": ["out_total.total"],
        "row": [key for key in values if key.endswith(".total") and not key.startswith("out_total")],
        "column": [f"out_total.{column}" for column in APPLICANT_KINDS],
        "cell": [key for key in values if "." in key],
        "dispute": [f"{route}_total" for route in DISPUTE_ROUTES],
    }
    if kind == "none" or "out_total.total" not in values:
        return values
    key = rng.choice(targets[kind])
    wrong = 0 if values[key] and rng.random() < 0.4 else values[key] + rng.randint(1, 9)
    return values | {key: wrong}


def printed(rng: Random, options: Mix, values: dict[str, int | float]) -> dict[str, TruthCell]:
    """Every cell as it is printed under the options, with what a right reading of it is."""
    forms = forms_of(options)
    cells = {}
    for table, form_id in forms.items():
        drawn = form(form_id).tables[table]
        types = {f.code: f.value_type for f in drawn.entered}
        for code, column in drawn.cells():
            key = code if column is None else f"{code}.{column}"
            raw = _raw(rng, options, table, code, column, values[key], types[code])
            cells[key] = _truth(table, code, column, raw, values[key])
    return cells


def _raw(
    rng: Random, options: Mix, table: str, code: str, column: str | None, value: Any, value_type: str
) -> str:
    if options["totals_blank"] and column == "total" and code.startswith("out_") and code != "out_total":
        return ""
    if value == 0:
        return _zero(rng, options, table, column)
    number = f"{value:.{options['amount_places']}f}" if value_type == "amount" else str(value)
    number = number.rstrip("0").rstrip(".") if "." in number and rng.random() < 0.5 else number
    if abs(value) >= 1000 and options["thousands"]:
        whole, point, rest = number.partition(".")
        number = f"{int(whole):,}".replace(",", options["thousands"]) + point + rest
    if options["digits"] == "spaced" and number.isdigit() and len(number) > 1:
        number = " ".join(number)
    if options["digits"] == "fullwidth":
        number = number.translate(_FULLWIDTH)
    if value_type == "signed" and value > 0 and options["sign"] == "plus":
        number = f"+{number}"
    if options["note_in_cell"] and table == "table2" and value_type == "count" and value > 1:
        number += f"（其中修订{rng.randint(1, int(value))}件）"
    if options["unit_in_cell"] and table == "table2" and value_type == "amount":
        number += "万元"
    return number


def _zero(rng: Random, options: Mix, table: str, column: str | None) -> str:
    here = {
        "all": True,
        "table2": table == "table2",
        "table4": table == "table4",
        "legal": column in _LEGAL,
        "mixed": rng.random() < 0.3,
    }[options["zero_where"]]
    plain = "０" if options["digits"] == "fullwidth" else "0"
    return options["zero"] if here and options["zero"] != "0" else plain


def _truth(table: str, code: str, column: str | None, raw: str, value: Any) -> TruthCell:
    if raw == "":
        return TruthCell(table, code, column, "blank", raw, None)
    if raw in DASHES:
        return TruthCell(table, code, column, "dash", raw, None)
    if not any(sign.isdigit() for sign in raw):
        return TruthCell(table, code, column, "text", raw, None)
    noted = "（" in raw or raw.endswith("万元")
    return TruthCell(table, code, column, "text" if noted else "number", raw, value)
