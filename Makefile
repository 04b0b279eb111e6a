# The two commands: `make serve` and `make test`. Everything else is for people who work on the project.
.PHONY: help serve build setup test lint bench ocr lock clean

PORT ?= 8501
OGI = .venv/bin/ogi

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ -/'

serve: build     ## set up, build the dataset from data/, serve http://localhost:8501
	$(OGI) serve --port $(PORT)

build: setup     ## set up and build the dataset from data/
	$(OGI) build

setup:
	@sh scripts/setup.sh serve

test: lint       ## set up what the tests need, check style and types, run all tests
	.venv/bin/python -m pytest -m browser
	.venv/bin/python -m pytest -m "not browser" -n auto --maxprocesses 4 --dist loadfile

lint:
	@sh scripts/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: lint      ## the long runs: accuracy, speed, fuzzing; results in benchmarks/results
	.venv/bin/python -m benchmarks

ocr: setup       ## add the recogniser that scans need
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ocr.txt

lock:            ## lock the versions again after a change of pyproject.toml (needs uv)
	sh scripts/lock.sh

clean:           ## remove what was built, not what was installed
	rm -rf data/dataset data/dataset.* .cache
