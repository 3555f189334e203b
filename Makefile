# Two commands do everything on a fresh machine with Python 3.11+ and make: `make demo`, `make test`.
# Written for GNU make 3.81 and POSIX sh, which is what macOS ships.

VENV := .venv
CASE ?= sample_logs/coa-2020/case.toml
DEMO ?= build/demo/coa-2020
PREFIX ?= $(HOME)/.local
FUZZ := build/fuzz
AUDIT := build/audit
MANUAL := $(wildcard docs/man/*.1)
CANDIDATES := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

IN_VENV := $(VENV)/bin/python
INSTALL := $(IN_VENV) -m pip install --quiet --disable-pip-version-check --no-input
LOCKED  := --require-hashes --no-build-isolation
COMPILE := build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
           --generate-hashes --no-annotate --no-header --no-emit-index-url

# Extras that the tests need; all are resolved together, so that one set of versions serves all.
TESTED := geo cluster documents s3 http sftp pdf watch docx explore

# A core of tests: the house, the rules, episodes, bounds, windows.
QUICK := tests/project/test_architecture.py $(addprefix tests/downloads/test_, episodes.py ceilings.py totals.py \
         verdicts.py windows.py)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo install uninstall test coverage quick check format docs architecture differential fuzz audit golden manual messages bench \
        dist lock system-packages clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-24s%s\n", $$1, $$2 }'

demo: $(VENV)/run.stamp ## investigate the sample case and say where the report lies
	@echo "Investigating $(CASE)"
	@$(IN_VENV) -m forensics investigate $(CASE) -o $(CURDIR)/$(DEMO); code=$$?; \
	echo; \
	echo "Your own logs: $(VENV)/bin/forensics new case.toml"; \
	echo "As forensics, with its manual, in every new shell: make install"; \
	exit $$code

install: $(VENV)/run.stamp ## put forensics and its manual where shells and man look: links in PREFIX, ~/.local unless it is given
	@for made in bin/forensics $(MANUAL:docs/man/%=share/man/man1/%); do \
	    place=$(PREFIX)/$$made; \
	    if [ -e "$$place" ] && [ ! -L "$$place" ]; then echo "This file is not of make install: $$place" >&2; exit 1; fi; \
	    mkdir -p "$${place%/*}"; \
	    case $$made in bin/*) source=$(CURDIR)/$(VENV)/$$made;; *) source=$(CURDIR)/docs/man/$${made##*/};; esac; \
	    ln -sf "$$source" "$$place" || exit 1; \
	done
	@echo "Linked: $(PREFIX)/bin/forensics; it runs from this folder, so keep it"
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) ;; *) echo "Add to your shell's profile: export PATH=\"$(PREFIX)/bin:\$$PATH\"";; esac
	@echo "Completion: forensics completion bash --install (or zsh, fish)"

uninstall: ## take away what make install put there
	@for made in $(PREFIX)/bin/forensics $(MANUAL:docs/man/%=$(PREFIX)/share/man/man1/%); do \
	    if [ -L "$$made" ]; then rm "$$made"; fi; \
	done

test: check ## the whole suite: make check, then every test (THOROUGH=1 tries more of each)
	@$(IN_VENV) -m pytest --numprocesses auto --dist loadfile

coverage: $(VENV)/dev.stamp ## every test, and which lines none of them runs; takes half as long again
	@$(IN_VENV) -m pytest --cov --cov-report=term --numprocesses auto --dist loadfile

quick: check ## make check, and a core of tests in less than half a minute of processor time
	@$(IN_VENV) -m pytest --quiet $(QUICK)

format: $(VENV)/dev.stamp ## format the code
	@$(IN_VENV) -m ruff check --fix --quiet .
	@$(IN_VENV) -m ruff format .

check: $(VENV)/dev.stamp ## style and types
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m mypy forensics

differential: $(VENV)/dev.stamp ## 2,000 generated logs, counted by the tool and by a plain reference counter; 100,000 lines by other readers
	@WORLDS=$(or $(WORLDS),2000) LINES=$(or $(LINES),100000) $(IN_VENV) -m pytest --quiet -s \
	    tests/whole/test_reference.py tests/whole/test_other_readers.py

# Inputs that reached something new stay in build/fuzz for the next run, and so do those that broke a promise.
fuzz: $(FUZZ)/fuzz.stamp ## look for inputs that break a promise: SECONDS for each target (60), TARGET=name for one
	@$(IN_VENV) -m tests.fuzz.run $(FUZZ) $(or $(SECONDS),60) $(TARGET)

audit: $(AUDIT)/audit.stamp ## ask a public service what is known against the versions that are locked; needs the network
	@$(AUDIT)/bin/python -m pip_audit --progress-spinner off --strict --disable-pip --require-hashes --vulnerability-service \
	    $(or $(SERVICE),pypi) $(foreach name,-build -extras -dev,--requirement requirements$(name).lock)

golden: $(VENV)/run.stamp ## write the committed report and the generated pages of docs/ anew
	@$(IN_VENV) -m forensics.report.page.precompile
	@$(IN_VENV) -m forensics investigate $(CASE) --quiet -o reports/coa-2020
	@rm -f reports/coa-2020/custody.jsonl # run times and paths of this machine
	@$(IN_VENV) docs/generate.py
	@$(IN_VENV) docs/reference.py
	@$(IN_VENV) docs/command.py
	@$(IN_VENV) docs/architecture.py

docs: $(VENV)/dev.stamp ## the site with all pages and their search, into build/site
	@NO_MKDOCS_2_WARNING=1 $(IN_VENV) -m mkdocs build --quiet --strict
	@echo "Written: build/site/index.html"

architecture: $(VENV)/run.stamp ## draw the rooms and what imports what into docs/architecture.svg
	@$(IN_VENV) docs/architecture.py

manual: $(VENV)/run.stamp ## write the manual pages and the names that shells complete
	@$(IN_VENV) docs/command.py

messages: $(VENV)/dev.stamp ## extract, update and compile the message catalogues; fails while one is untranslated
	@$(IN_VENV) docs/messages.py

bench: $(VENV)/dev.stamp ## time and memory beside other programs, into benchmarks/RESULTS.md
	@$(IN_VENV) benchmarks/run.py --record benchmarks/RESULTS.md $(BENCH)
	@$(IN_VENV) benchmarks/where_time_goes.py --record benchmarks/RESULTS.md
	@$(IN_VENV) benchmarks/parse_speed.py --record benchmarks/RESULTS.md
	@$(IN_VENV) benchmarks/on_cluster.py --record benchmarks/RESULTS.md
	@$(IN_VENV) benchmarks/scale.py

dist: $(VENV)/dev.stamp ## wheel, source archive, SBOM and SHA256SUMS of this commit into dist/, the same bytes wherever it is built
	@$(IN_VENV) .ci/dist.py

# The back end comes first, so that nothing is downloaded unseen while a source package is built.
$(VENV)/run.stamp: $(VENV)/pyvenv.cfg requirements-build.lock requirements.lock pyproject.toml
	@echo "Installing what forensics needs, each file checked against its hash (a minute or less)"
	@$(INSTALL) $(LOCKED) -r requirements-build.lock
	@$(INSTALL) $(LOCKED) -r requirements.lock
	@PYTHONWARNINGS=ignore $(INSTALL) --no-deps --no-build-isolation --editable . # it warns that it is editable
	@$(IN_VENV) -m compileall -q forensics # what reads documents may not write, not even this
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	@echo "Installing what the tests need"
	@$(INSTALL) $(LOCKED) -r requirements-dev.lock
	@touch $@

# Beside the environment, not in it: the fuzzer has wheels for few systems and Pythons, and is never built from source.
$(FUZZ)/fuzz.stamp: $(VENV)/dev.stamp requirements-fuzz.lock
	@rm -rf $(FUZZ)/packages
	@$(INSTALL) --require-hashes --only-binary :all: --target $(FUZZ)/packages -r requirements-fuzz.lock || \
	    { echo "There is no atheris for this system and Python: Linux on x86-64 or ARM, Python 3.11 to 3.14" >&2; exit 1; }
	@touch $@

$(AUDIT)/audit.stamp: $(VENV)/pyvenv.cfg requirements-audit.lock
	@$(IN_VENV) -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-audit.lock
	@touch $@

# A Python that is new enough, and among those one that can make a virtual environment.
$(VENV)/pyvenv.cfg:
	@new_enough='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'; \
	unable=; \
	for python in $(CANDIDATES); do \
	    "$$python" -c "$$new_enough" 2>/dev/null || continue; \
	    if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	        echo "Making a virtual environment in $(VENV) with $$("$$python" --version)"; \
	        exec "$$python" -m venv --clear $(VENV); \
	    fi; \
	    unable="$$unable $$python"; \
	done; \
	if [ -n "$$unable" ]; then \
	    echo "Cannot make a virtual environment: the module ensurepip is missing from$$unable." >&2; \
	    echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2; \
	else \
	    echo "No Python 3.11 to 3.14 found (tried: $(CANDIDATES))." >&2; \
	    echo "Install one, or name it: make PYTHON=/path/to/python3 demo" >&2; \
	fi; \
	exit 1

lock: $(VENV)/pyvenv.cfg pyproject.toml ## resolve the dependencies anew and write the lock files
	@$(IN_VENV) -m venv --clear build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	@$(COMPILE) --group build --output-file requirements-build.lock
	@$(COMPILE) pyproject.toml $(foreach extra,$(TESTED),--extra $(extra)) --group dev --group docs --group dist --group bench --output-file requirements-dev.lock
	@$(COMPILE) pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock
	@$(COMPILE) --group fuzz --output-file requirements-fuzz.lock
	@$(COMPILE) --group audit --output-file requirements-audit.lock
	@$(COMPILE) pyproject.toml --all-extras --constraint requirements-dev.lock --output-file requirements-extras.lock
	@echo "Written: requirements-build.lock requirements.lock requirements-dev.lock requirements-extras.lock \
	    requirements-fuzz.lock requirements-audit.lock"

# Tests that drive these programs are skipped where one is missing, and fail in CI.
system-packages: ## the programs that tests drive: Chromium, nginx, Apache, GoAccess, Poppler, LibreOffice, ripgrep, OpenSSH, OpenSSL
	@set -e; PATH="$$PATH:/usr/sbin:/usr/local/sbin"; missing=; \
	for names in "chromium chromium-browser google-chrome chrome" nginx "apache2 httpd" goaccess pdftotext rg ssh-keygen openssl \
	    "soffice libreoffice" qpdf "convert magick" exiftool logrotate; do \
	    for name in $$names; do command -v "$$name" >/dev/null && continue 2; done; \
	    missing="$$missing $${names%% *}"; \
	done; \
	if [ -z "$$missing" ]; then echo "All programs that tests drive are installed"; exit 0; fi; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing the programs that tests drive (missing:$$missing)"; \
	    export DEBIAN_FRONTEND=noninteractive; \
	    apt-get update -qq; \
	    apt-get install -qq --no-install-recommends chromium nginx apache2 goaccess poppler-utils ripgrep \
	        openssh-client openssl libreoffice-calc libreoffice-impress libreoffice-writer qpdf imagemagick \
	        libimage-exiftool-perl logrotate >/dev/null; \
	else \
	    echo "Missing:$$missing. On Debian and Ubuntu, as root:" >&2; \
	    echo "  apt-get install chromium nginx apache2 goaccess poppler-utils ripgrep openssh-client openssl" >&2; \
	    echo "    libreoffice-calc libreoffice-impress libreoffice-writer qpdf imagemagick libimage-exiftool-perl logrotate" >&2; \
	    echo "Elsewhere: the same programs, as your system packages them" >&2; \
	    exit 1; \
	fi

clean: ## remove the virtual environment and everything that was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
