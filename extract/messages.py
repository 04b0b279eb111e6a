"""What the commands say, in Chinese and English: of files and findings, of how far a run is, of what a build made."""

LANGUAGES = ("zh", "en")
_SAID = {
    "cells": ("{read}／{all}", "{read} of {all}"),
    "complete": ("完整", "complete"),
    "partial": ("部分", "partial"),
    "refused": ("拒读：{code}", "refused: {code}"),
    "not_read": ("{path}：拒读（{code}）：{because}", "{path}: refused: {code}: {because}"),
    "partly_read": ("{path}：只读出一部分：{because}", "{path}: partly read: {because}"),
    "nothing": ("给出的路径下没有可以读取的文件。", "nothing to read at the given paths"),
    "error": ("对不上", "does not add up"),
    "warning": ("存疑", "in question"),
    "info": ("留意", "note"),
    "unread": ("没读全", "not all read"),
    "pass": ("相符", "holds"),
    "pass_if_blank_is_zero": ("空白作零则相符", "holds if blank is zero"),
    "not_assessable": ("无法核对", "not assessable"),
    "none_fails": ("没有发现问题。", "Nothing found that fails."),
    "not_checked": ("没有检查的：{n} 项。", "Not checked: {n}."),
    "reading": ("读取", "reading"),
    "checking": ("核对各份报告", "checking the reports against each other"),
    "making": ("生成数据表", "making the tables"),
    "writing": ("写入数据表", "writing the tables"),
    "n_complete": ("完整 {n}", "complete {n}"),
    "n_partial": ("部分 {n}", "partial {n}"),
    "n_read_before": ("以前读过 {n}", "read before {n}"),
    "n_refused": ("拒读 {n}", "refused {n}"),
    "so_far": ("已用 {time}", "{time} so far"),
    "so_far_and_left": ("已用 {time}，约剩 {left}", "{time} so far, about {left} left"),
    "rejected": (
        "表 {table} 有 {rows} 行不合规格，没有收入：见 {file}",
        "rejected {rows} rows of {table}: see {file}",
    ),
    "running": (
        "另一个 build 正在写 {out}：请等它结束，或用 --out 换一个位置",
        "another build is writing to {out}: wait for it, or give another --out",
    ),
    "built": (
        "read {read} + partial {partial} + refused {refused} = {total} of {offered} offered"
        "（完整 {read} + 部分 {partial} + 拒读 {refused}，共提供 {offered} 份）；{reports} 份报告，{counted} 份计入统计 → {out}",
        "read {read} + partial {partial} + refused {refused} = {total} of {offered} offered; {reports} reports, {counted} counted → {out}",
    ),
    "interrupted": (
        "已中断：读过的都已保留，再运行同一条命令即可接着做",
        "interrupted: what was read is kept; run the same command again to go on",
    ),
    "stopped": ("已停止：{because}", "stopped: {because}"),
}
"""By name; of a finding that fails, its severity says how grave it is. The count that ends a build has the contract's words
in either language, so that a script that reads it need not ask for one.
"""
MESSAGES = {lang: {name: said[n] for name, said in _SAID.items()} for n, lang in enumerate(LANGUAGES)}
COLUMNS = {
    "zh": ("文件", "机关", "年份", "地区", "表样", "格", "读取"),
    "en": ("file", "agency", "year", "region", "forms", "cells", "status"),
}
"""The heads of the table of reports."""
