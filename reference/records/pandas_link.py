"""The linking and shaping of the records strand, as a competent pandas user would write it: the yardstick of the bench.

    python3 reference/records/pandas_link.py FOLDER [--text]

FOLDER holds referral.csv, monthly.csv and contact.csv with canonical columns: `urn` and `group` in all three; dates as
yyyy-mm-dd, months as yyyy-mm; `referral_date` and `site` in referral; `month`, `closure_date` and `closure_reason` in
monthly; `contact_date` in contact. Any other column is carried along. Prints one JSON object: seconds spent reading,
linking and shaping, rows of each file, merge counts and peak memory.

Every column of few values is read as a category, which is what pandas is fastest with and has to be told; with `--text` text
is left as text, which is what it does by itself.

The rules are those of the example study: rows that agree in everything within a group are one row;
referrals with one reference, date and site, and monthly records with one reference and month, are merged where
they agree in all values both have, and otherwise in conflict, within a group and across groups; referrals are numbered
as episodes. The long file stacks all kinds, each with the person's first referral (m:1); the wide file has a row a
person, with a summary of the monthly records (1:1).
"""

import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd

KINDS = {
    "referral": {"date": "referral_date", "apart": ["urn", "referral_date", "site"], "dates": ["referral_date"]},
    "monthly": {"date": "month", "apart": ["urn", "month"], "dates": ["month", "closure_date"]},
    "contact": {"date": "contact_date", "apart": None, "dates": ["contact_date"]},
}
TEXT = {"urn", "note"}
NUMBERS = {"minutes", "age"}


def read(path: Path, dates: list[str], as_text: bool) -> pd.DataFrame:
    columns = pd.read_csv(path, nrows=0).columns
    text = {name: str for name in columns if as_text or name in TEXT or name in dates}
    numbers = {name: "float64" for name in columns if name in NUMBERS}
    text = {name: kind for name, kind in text.items() if name not in numbers}
    categories = {name: "category" for name in columns if name not in text and name not in numbers}
    frame = pd.read_csv(path, dtype={**text, **numbers, **categories}, keep_default_na=False, na_values=[""])
    for name in dates:
        form = "%Y-%m" if name == "month" else "%Y-%m-%d"
        frame[name] = pd.to_datetime(frame[name], format=form)
    return frame


def share_categories(frames: dict[str, pd.DataFrame]) -> None:
    """Columns of one name get one set of categories, so that stacking keeps them categories."""
    names = {name for frame in frames.values() for name in frame.columns if frame[name].dtype == "category"}
    for name in names:
        holders = [frame for frame in frames.values() if name in frame.columns]
        values = sorted(set().union(*(frame[name].cat.categories for frame in holders)))
        for frame in holders:
            frame[name] = frame[name].cat.set_categories(values)


def link(frame: pd.DataFrame, date: str, apart: list[str] | None) -> tuple[pd.DataFrame, dict[str, int]]:
    """Exact duplicates dropped, agreeing rows merged, the others that share a key marked as in conflict."""
    key = ["group", *(apart or ["urn", date])]
    shares = frame.duplicated(key, keep=False)
    alone = frame[~shares]
    distinct = frame[shares].drop_duplicates()
    counts = {"exact_duplicates": int(shares.sum() - len(distinct)), "merged": 0, "conflicts": 0}
    if apart is None:
        return pd.concat([alone, distinct]).assign(conflict=False), counts

    repeated = distinct.duplicated(key, keep=False)
    others = [name for name in frame.columns if name not in key]
    grouped = distinct[repeated].groupby(key, observed=True, sort=False, dropna=False)
    agree = (grouped[others].nunique() <= 1).all(axis=1).rename("agree").reset_index()
    merged = grouped[others].first().reset_index().merge(agree, on=key)
    merged = merged[merged["agree"]].drop(columns="agree")
    marked = distinct[repeated].merge(agree, on=key, how="left", validate="m:1")
    conflicts = marked[~marked["agree"].astype(bool)].drop(columns="agree")
    counts["merged"] = int(marked["agree"].sum() - len(merged))

    single = pd.concat([alone, distinct[~repeated], merged]).assign(conflict=False)
    linked = pd.concat([single, conflicts.assign(conflict=True)], ignore_index=True)
    across = linked.duplicated(apart, keep=False)
    groups = linked[across].groupby(apart, observed=True, sort=False, dropna=False)["group"].transform("nunique")
    linked.loc[groups.index[groups > 1], "conflict"] = True
    counts["conflicts"] = int(linked["conflict"].sum())
    return linked, counts


def number_episodes(referral: pd.DataFrame) -> pd.DataFrame:
    ordered = referral.sort_values(["urn", "referral_date", "site"], kind="stable", ignore_index=True)
    new = ~ordered.duplicated(["urn", "referral_date", "site"])
    ordered["episode"] = new.groupby(ordered["urn"], sort=False).cumsum()
    return ordered


def first_referrals(referral: pd.DataFrame) -> pd.DataFrame:
    """One row a person: the first episode that is not in conflict. The rows are in order already."""
    return referral[~referral["conflict"]].drop_duplicates("urn").drop(columns="conflict")


def long_file(frames: dict[str, pd.DataFrame], persons: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    parts, merges = [frames["referral"].assign(kind="referral")], {}
    taken = (set(frames["monthly"].columns) | set(frames["contact"].columns)) - {"urn"}
    of_person = persons.rename(columns={name: f"referral_{name}" for name in persons.columns if name in taken})
    for kind in ["monthly", "contact"]:
        joined = frames[kind].merge(of_person, on="urn", how="left", validate="m:1", indicator=True)
        merges[kind] = joined["_merge"].value_counts().to_dict()
        parts.append(joined.drop(columns="_merge").assign(kind=kind))
    return pd.concat(parts, ignore_index=True), merges


def wide_file(persons: pd.DataFrame, monthly: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    usable = monthly[~monthly["conflict"]]
    grouped = usable.groupby("urn", sort=False)
    summary = pd.DataFrame({"closure_date": grouped["closure_date"].max(), "months_recorded": grouped.size()})
    closed = usable[usable["closure_reason"].notna()].sort_values(["month", "closure_reason"])
    summary["closure_reason"] = closed.drop_duplicates("urn", keep="last").set_index("urn")["closure_reason"]
    wide = persons.merge(summary, left_on="urn", right_index=True, how="left", validate="1:1", indicator=True)
    wide["months_recorded"] = wide["months_recorded"].fillna(0).astype("int32")
    wide["time_in_service"] = ((wide["closure_date"] - wide["referral_date"]).dt.days / 30.4375).round(1)
    merge = wide["_merge"].value_counts().to_dict()
    return wide.drop(columns="_merge"), merge


def main(folder: Path, as_text: bool) -> None:
    start = time.perf_counter()
    frames = {kind: read(folder / f"{kind}.csv", rule["dates"], as_text) for kind, rule in KINDS.items()}
    share_categories(frames)
    rows_read = {kind: len(frame) for kind, frame in frames.items()}
    after_read = time.perf_counter()

    linked, counts = {}, {}
    for kind, rule in KINDS.items():
        linked[kind], counts[kind] = link(frames.pop(kind), rule["date"], rule["apart"])
    linked["referral"] = number_episodes(linked["referral"])
    persons = first_referrals(linked["referral"])
    after_link = time.perf_counter()

    long, long_merges = long_file(linked, persons)
    wide, wide_merge = wide_file(persons, linked["monthly"])
    after_shape = time.perf_counter()

    found = {
        "pandas": pd.__version__,
        "seconds": {
            "read": round(after_read - start, 3),
            "link": round(after_link - after_read, 3),
            "shape": round(after_shape - after_link, 3),
        },
        "rows": {"read": rows_read, "linked": {kind: len(frame) for kind, frame in linked.items()}}
        | {"long": len(long), "wide": len(wide)},
        "counts": counts,
        "merge": {**long_merges, "wide": wide_merge},
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--text"]
    if len(given) != 1:
        sys.exit(__doc__)
    main(Path(given[0]), "--text" in sys.argv)
