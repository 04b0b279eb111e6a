"""How fast names are placed and found: ``python -m benchmarks.regions [--store]``.

150 000 names of bodies are made of the gazetteer's divisions and towns and of common bodies' names
(every third with words that are no part of it: the path before it, a year, a wrong character), placed
one by one, and then searched, one query a keystroke, each prefix of what is typed.
"""

import argparse
import random
import statistics
import subprocess
import sys
import time
from itertools import islice

import polars as pl

from benchmarks.measure import setting, store
from extract.regions import resolve
from extract.regions.gazetteer import gazetteer
from extract.regions.search import Index

NAMES = 150_000
BODIES = (
    "人民政府 人民政府办公室 教育局 公安局 财政局 民政局 司法局 审计局 统计局 水利局 商务局 信访局 林业局 气象局 "
    "自然资源局 农业农村局 卫生健康委员会 交通运输局 应急管理局 市场监督管理局 医疗保障局 退役军人事务局 城市管理局 "
    "人力资源和社会保障局 住房和城乡建设局 生态环境局 工业和信息化局 文化广电和旅游局 发展和改革委员会 行政审批服务局 "
    "政务服务和大数据管理局 机关事务服务中心 档案馆 科学技术局 供销合作社"
)
TYPED = (
    "卫辉市教育局",
    "新乡教育局",
    "卫辉 公安",
    "襄樊市财政局",
    "灋河回族区",
    "卫挥市教育局",
    "洛阳市教逾局",
    "恩施州",
    "大峪镇",
    "鼓楼区人民政府",
    "平潭综合实验区",
    "weihuijiaoyu",
    "xinxiang gongan",
    "whsjyj",
    "2023 沭阳县",
)


def names(n: int) -> list[tuple[str, str, str, str]]:
    """So many bodies: name, adcode, level, path."""
    book, draw = gazetteer(), random.Random(150_000)
    places = [*book.divisions.values(), *(t for t in book.towns() if t.sort == "town")]
    found = []
    for place in places:
        path = "".join(book.path(place.adcode)[: None if place.level == "township" else -1])
        for body in ["人民政府"] if place.level == "township" else BODIES.split():
            found.append((place.name + body, place.adcode, place.level, path))
    draw.shuffle(found)
    return found[:n]


def printed(name: str, path: str, at: int) -> str:
    """The name as one of the ways of printing has it."""
    return path + name if at % 6 == 0 else f"{name}2023年政府信息公开工作年度报告" if at % 6 == 3 else name


def loading() -> float:
    """Seconds of processor time that the first name costs in a new process, imports excluded."""
    code = (
        "import time; from extract.regions import resolve; import extract.reports.model; t = time.process_time();"
        "resolve('卫辉市教育局'); print(time.process_time() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    return min(runs)


def placing(bodies: list[tuple[str, str, str, str]]) -> float:
    """Milliseconds of processor time a name (one thread, so that a busy machine does not blur it)."""
    asked = [printed(name, path, at) for at, (name, _, _, path) in enumerate(bodies)]
    resolve(asked[0])
    start = time.process_time()
    for name in asked:
        resolve(name, year=2023)
    return (time.process_time() - start) / len(asked) * 1000


def keystrokes(bodies: list[tuple[str, str, str, str]]) -> tuple[float, int, dict[str, float]]:
    """Seconds to build the index, its size, and the milliseconds (best of three) of each prefix of what is typed."""
    rows = [(f"{adcode}-{at}", name, adcode, level) for at, (name, adcode, level, _) in enumerate(bodies)]
    frame = pl.DataFrame(rows, schema=["agency_id", "name", "adcode", "level"], orient="row")
    start = time.perf_counter()
    index = Index(frame)
    built = time.perf_counter() - start
    times = {}
    for typed in TYPED:
        for end in range(1, len(typed) + 1):
            runs = []
            for _ in range(3):
                start = time.perf_counter()
                index.search(typed[:end])
                runs.append((time.perf_counter() - start) * 1000)
            times[typed[:end]] = min(runs)
    return built, len(index), times


def main() -> None:
    """Measure, print, and store if asked. Ends with 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description="Speed of placing and finding names.")
    parser.add_argument("--store", action="store_true", help="write benchmarks/results/regions.*")
    keep = parser.parse_args().store
    bodies = names(NAMES)
    load, place = loading(), placing(bodies)
    built, size, times = keystrokes(bodies)
    slowest = sorted(times.items(), key=lambda t: -t[1])
    ordered = sorted(times.values())
    measured = {
        "names": len(bodies),
        "load_s": round(load, 3),
        "place_ms": round(place, 4),
        "index_entries": size,
        "index_build_s": round(built, 2),
        "keystrokes": len(times),
        "keystroke_median_ms": round(statistics.median(ordered), 2),
        "keystroke_p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "keystroke_slowest_ms": round(ordered[-1], 2),
    }
    goals = {
        "load_s": measured["load_s"] <= 0.3,
        "place_ms": measured["place_ms"] <= 0.1,
        "keystroke_p95_ms": measured["keystroke_p95_ms"] < 30,
    }
    for key, value in measured.items():
        print(
            f"{key:24} {value:>10}  {'' if key not in goals else 'goal met' if goals[key] else 'GOAL MISSED'}"
        )
    print("slowest:", ", ".join(f"{typed} {ms:.1f} ms" for typed, ms in islice(slowest, 5)))
    if keep:
        body = "| measure | value |\n|---|---:|\n" + "".join(f"| {k} | {v} |\n" for k, v in measured.items())
        store(
            "regions",
            "Placing and finding names",
            "Placing 150 000 names; search over them.",
            setting() | measured,
            body,
        )
    sys.exit(not all(goals.values()))


if __name__ == "__main__":
    main()
