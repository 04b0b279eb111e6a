#!/bin/sh
# Lock every version with its hashes for all supported Pythons and platforms. Needs `uv`; run after changing pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
lock="uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet"
$lock --group install -o requirements/serve.txt
$lock --group install --group test --extra ocr -c requirements/serve.txt -o requirements/test.txt
$lock --group install --extra ocr -c requirements/serve.txt -o requirements/ocr.txt
