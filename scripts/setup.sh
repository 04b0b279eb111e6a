#!/bin/sh
# Set up .venv for `serve` (what serving and building need) or `test` (with the tests' tools, a browser and fonts).
# Safe to run again at any moment: a step that did not finish is done again, a finished one costs nothing.
set -eu
cd "$(dirname "$0")/.."
purpose="${1:?usage: setup.sh serve|test}"
venv=.venv
python="$venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

apt_install() {
    say "installing $* (apt-get)"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

find_python() {
    for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
        [ -n "$name" ] || continue
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed and was not found; set PYTHON=/path/to/python"
    exit 1
}

# The commands of an environment name their interpreter by its full path: a folder that was moved needs a new one.
has_moved() {
    [ -e "$venv/bin/ogi" ] && ! head -n 3 "$venv/bin/ogi" | grep -qF "$(pwd -P)/$venv/bin/"
}

make_venv() {
    "$python" -m pip --version >/dev/null 2>&1 && ! has_moved && return
    base="$(find_python)"
    rm -rf "$venv"
    if ! "$base" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        if is_root && command -v apt-get >/dev/null; then
            apt_install python3-venv
            "$base" -m venv "$venv"
        else
            say "Python's venv module is missing. Install it and try again: sudo apt-get install python3-venv"
            exit 1
        fi
    fi
}

# A stamp carries the checksum of what was installed, so that a changed lock is installed and an unchanged one is not.
# After an installation that was broken off, what half stands there is installed again.
install_lock() {
    lock="requirements/$purpose.txt"
    stamp="$venv/.installed-$purpose"
    begun="$venv/.installing"
    sum="$(cat "$lock" pyproject.toml | cksum)"
    again=""
    if [ -e "$begun" ]; then
        again="--force-reinstall"
    elif [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then
        return
    fi
    say "installing the locked packages of $lock (a few minutes the first time)"
    : >"$begun"
    # shellcheck disable=SC2086
    "$python" -m pip install --quiet --disable-pip-version-check $again --require-hashes -r "$lock"
    "$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
    printf '%s' "$sum" >"$stamp"
    rm -f "$begun"
}

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return 0
    done
    "$python" - 2>/dev/null <<'PY'
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())
PY
}

# The browser tests need Chromium and a Chinese font; the readers of .doc and .rtf need LibreOffice.
install_tools() {
    has_browser && has_fonts=1 || has_fonts=0
    if is_root && command -v apt-get >/dev/null; then
        missing=""
        [ "$has_fonts" = 1 ] || missing="chromium"
        command -v fc-list >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
        # The fonts that scripts/retypeset.py puts into the PDF edition.
        [ -d /usr/share/fonts/truetype/droid ] || missing="$missing fonts-droid-fallback"
        [ -d /usr/share/fonts/truetype/liberation ] || missing="$missing fonts-liberation"
        command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
        # shellcheck disable=SC2086
        [ -z "$missing" ] || apt_install $missing || say "could not install:$missing"
    fi
    has_browser || "$python" -m playwright install chromium >/dev/null 2>&1 || true
    has_browser || say "no browser: install Chromium, or run '$python -m playwright install chromium'; the browser tests are skipped"
    command -v soffice >/dev/null || say "no LibreOffice: the tests of .doc, .wps and .rtf are skipped"
}

make_venv
install_lock
[ "$purpose" = serve ] || install_tools
