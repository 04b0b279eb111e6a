"""Why a file is refused: every code with its message, in both languages, and the way out.

The documentation of the codes is generated from this table.
"""

from typing import Any, NamedTuple


class RefusalCode(NamedTuple):
    """One reason to refuse a file, with what the person who offered it can do."""

    code: str
    zh: str
    en: str


CODES = {
    c.code: c
    for c in (
        RefusalCode(
            "cannot-open",
            "文件打不开。请检查它是否还在、是否有读取权限。",
            "The file could not be opened. Check that it is there and that it may be read.",
        ),
        RefusalCode(
            "empty-file", "文件是空的。请重新下载原件。", "The file is empty. Download the original again."
        ),
        RefusalCode(
            "unknown-format",
            "认不出这种文件格式。可读取 PDF、OFD、DOCX、DOC、WPS、RTF、ODT、XLSX、XLS、ODS、HTML、Markdown、文本和图片。",
            "This file format is not known. PDF, OFD, DOCX, DOC, WPS, RTF, ODT, XLSX, XLS, ODS, HTML, Markdown, text and images can be read.",
        ),
        RefusalCode(
            "damaged-file",
            "文件已损坏，打不开。请重新下载原件。",
            "The file is damaged and cannot be opened. Download the original again.",
        ),
        RefusalCode(
            "encrypted",
            "文件有密码。请去掉密码后再试。",
            "The file is protected by a password. Remove the password and try again.",
        ),
        RefusalCode(
            "too-large",
            "文件超过大小、页数或单元格数的上限。",
            "The file is over the limit of bytes, pages or cells.",
        ),
        RefusalCode(
            "archive-bomb",
            "压缩内容展开后过大，已停止读取。",
            "The packed content grows too large when unpacked; reading was stopped.",
        ),
        RefusalCode(
            "time-limit",
            "读取超过时间上限，已停止。",
            "Reading took longer than the time limit and was stopped.",
        ),
        RefusalCode(
            "memory-limit",
            "读取超过内存上限，已停止。",
            "Reading needed more than the memory limit and was stopped.",
        ),
        RefusalCode(
            "reader-crashed",
            "读取程序意外终止，只影响这一份文件。",
            "The reader ended unexpectedly; only this file is affected.",
        ),
        RefusalCode(
            "not-an-annual-report",
            "这不是政府信息公开工作年度报告。",
            "This is not an annual report on open government information.",
        ),
        RefusalCode(
            "list-page",
            "这是年报的目录页，不是年报本身。请提供目录里链接的年报。",
            "This is a page that lists annual reports, not a report. Offer the reports it links to.",
        ),
        RefusalCode(
            "empty-shell",
            "网页正文由脚本加载，保存下来的文件里没有正文。",
            "The page fills its body by script; the saved file has no body.",
        ),
        RefusalCode(
            "attachment-only",
            "网页只链接到附件。请提供附件本身。",
            "The page only links to an attachment. Offer the attachment itself.",
        ),
        RefusalCode(
            "images-only",
            "正文做成了图片，没有文字。请提供图片或原始文件。",
            "The text is shown as pictures only. Offer the pictures or the original file.",
        ),
        RefusalCode(
            "uncounted-formulas",
            "工作簿里的公式没有保存计算结果。请用表格软件打开并重新保存。",
            "Formulas of the workbook have no stored results. Open it in a spreadsheet program and save it again.",
        ),
        RefusalCode(
            "scan-needs-ocr",
            "这是扫描件，没有文字层。请先安装文字识别组件。",
            "This is a scan without a text layer. Install the character recognition extra first.",
        ),
        RefusalCode(
            "needs-libreoffice",
            "读取 DOC、WPS、RTF 需要 LibreOffice，本机没有找到。",
            "Reading DOC, WPS and RTF needs LibreOffice, which was not found on this machine.",
        ),
        RefusalCode(
            "no-readable-text",
            "文件里没有可读的文字（可能缺少字符映射）。",
            "The file has no readable text (its character map may be missing).",
        ),
    )
}


class Refusal(Exception):
    """A file that is not read: a code of ``CODES`` and, where it helps, a detail such as the link found."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = CODES[code].code
        self.detail = detail
        super().__init__(self.message("en"))

    def message(self, language: str = "zh") -> str:
        """The reason in ``zh`` or ``en``, with the detail after it."""
        text = CODES[self.code].zh if language == "zh" else CODES[self.code].en
        return f"{text} {self.detail}".strip()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Refusal, (self.code, self.detail))
