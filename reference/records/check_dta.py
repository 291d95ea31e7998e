"""Reads the committed Stata file with pandas and writes what it finds.

python3 reference/records/check_dta.py > reference/records/dta-pandas.json
"""

import json
import math
from pathlib import Path

import pandas as pd

FILE = Path(__file__).parents[2] / "packages/records/test/export/example.dta"


def plain(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 + 1 else number


with pd.io.stata.StataReader(FILE, convert_categoricals=False, convert_dates=False) as reader:
    data = reader.read()
    formats = dict(zip(reader.varlist, reader.fmtlist))
    labels_of = dict(zip(reader.varlist, reader.lbllist))
    labels = reader.variable_labels()
    value_labels = reader.value_labels()
    data_label = reader.data_label
    time_stamp = reader.time_stamp
assert time_stamp == "05 Mar 2024 09:07", time_stamp

with pd.io.stata.StataReader(FILE, convert_categoricals=False, convert_dates=True) as reader:
    dated = reader.read()

variables = {}
for name in data.columns:
    column = dated[name] if formats[name] == "%td" else data[name]
    variable = {"label": labels[name], "format": formats[name]}
    if name == "note":
        variable["lengths"] = [len(text) for text in column]
    else:
        variable["values"] = [plain(value) for value in column]
    if labels_of[name] in value_labels:
        variable["labels"] = {str(code): text for code, text in sorted(value_labels[labels_of[name]].items())}
    variables[name] = variable

print(json.dumps({"label": data_label, "rows": len(data), "variables": variables}, ensure_ascii=False, indent=2))
