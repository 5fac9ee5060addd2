# Everything a person types. It makes its own virtual environment in .venv and needs nothing else
# than make and a Python (3.10 or newer) with its venv module. Recipes stay one step each; whatever
# decides something lives in host_tools/ or tests/gates/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# For campaigns and explore PYTHON names the interpreter that simulates. CPython makes .venv.
ifneq ($(filter campaign campaign-clean explore,$(MAKECMDGOALS)),)
WORKERS := $(if $(filter file default undefined,$(origin PYTHON)),,$(PYTHON))
override PYTHON := python3
endif
RUN_STAMP := $(VENV)/.run-is-complete
DEV_STAMP := $(VENV)/.dev-is-complete
CHIP_STAMP := $(if $(RP2040_UF2),$(VENV)/.chip-is-complete,$(RUN_STAMP))
TYPINGS := $(VENV)/typings
TYPINGS_STAMP := $(TYPINGS)/.is-complete
PORTS := rp2 esp32
STUBS := >=1.28,<1.30
PIP := $(BIN)/python -m pip --disable-pip-version-check
BOARD ?= rpi_pico
# percent of lines and branches; the units are what `make coverage` runs
COVERED := 100
UNITS := tests/both/test_checks_*.py tests/both/test_edges_*.py $(foreach unit,duration governor heat_timer heater limits slew thermal trips,tests/both/test_firmware_$(unit).py) tests/both/test_allowance.py tests/both/test_supervision_dose.py
STAGE ?= gentle
SCENARIO ?= scenarios/warm_feet_standard.toml
OUT ?= out/warm_feet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv sim campaign campaign-clean agree faults hostile-hardware adversary pairs cuts flash frozen test pytest coverage crosshair explore mutants micropython lint types sizes bench fast credibility generate clean chip hostile

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

venv: $(RUN_STAMP) ## make .venv with the solekeeper command in it

# The stamp is written last: without it, whatever stands in .venv is half made and made again.
$(RUN_STAMP): pyproject.toml
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "$(PYTHON) not found: install Python 3.10 or newer (Debian, Ubuntu: apt install python3 python3-venv), or say make PYTHON=/path/to/python3" >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "$(PYTHON) is too old: Solekeeper needs Python 3.10 or newer; say make PYTHON=/path/to/a/newer/python3" >&2; exit 2; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks its venv module: install the package python3-venv (Debian, Ubuntu: apt install python3-venv)" >&2; exit 2; }
	[ -f $@ ] || { rm -rf $(VENV); "$(PYTHON)" -m venv $(VENV); }
	$(PIP) install --quiet --editable '.[micropython]'
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	$(PIP) install --quiet --editable '.[micropython,dev]'
	@touch $@

$(VENV)/.chip-is-complete: $(RUN_STAMP)
	$(PIP) install --quiet --editable '.[micropython,chip]'
	@touch $@

# The stubs of the two ports both bring a machine.pyi, so each port has a folder of its own.
$(TYPINGS_STAMP): $(DEV_STAMP)
	rm -rf $(TYPINGS)
	for port in $(PORTS); do $(PIP) install --quiet --target $(TYPINGS)/$$port "micropython-$$port-stubs$(STUBS)" || exit 1; done
	@touch $@

# At a terminal it is the live view, 45 times real time; keys work, and it ends by itself.
sim: $(RUN_STAMP) ## run a whole session of the real firmware, leave a report under out/
	@how=; if [ -t 0 ] && [ -t 1 ] && [ -z "$$CI" ] && [ "$$TERM" != dumb ]; then how="--live --speed 45"; fi; \
	$(BIN)/solekeeper sim $(SCENARIO) $$how --out $(OUT)

flash: $(RUN_STAMP) ## put the firmware on a board; BOARD= STAGE= PORT= PROFILE= choose
	@$(BIN)/solekeeper flash --board "$(BOARD)" --stage "$(STAGE)" $(if $(PORT),--port "$(PORT)") $(if $(PROFILE),--profile "$(PROFILE)")

frozen: $(RUN_STAMP) ## MicroPython for RP2040 with the firmware in it: MICROPYTHON=its source, JOBS=
	@$(BIN)/python -m host_tools.freeze --board "$(BOARD)" $(if $(JOBS),--jobs "$(JOBS)") $(if $(MICROPYTHON),"$(MICROPYTHON)")

campaign: $(RUN_STAMP) ## many drawn sessions: FILE=, N=, JOBS=, OUT=; PYTHON=pypy3 simulates in PyPy
	@[ -n "$(FILE)" ] || { echo "FILE is missing; say make campaign FILE=campaigns/mixed_faults.toml N=1000" >&2; exit 2; }
	$(BIN)/solekeeper campaign "$(FILE)" $(if $(N),-n $(N)) $(if $(JOBS),--jobs $(JOBS)) $(if $(filter file,$(origin OUT)),,--out "$(OUT)") $(if $(WORKERS),--python "$(WORKERS)")

# A false trip is a bug with a number: solekeeper campaign campaigns/clean.toml --run K
PYPY := $(shell command -v pypy3 2>/dev/null)
campaign-clean: $(RUN_STAMP) ## healthy evenings, drawn: no trip may come; N=10000 JOBS= OUT= PYTHON=
	@$(BIN)/solekeeper campaign campaigns/clean.toml --brief -n $(or $(N),10000) $(if $(JOBS),--jobs $(JOBS)) $(if $(filter file,$(origin OUT)),,--out "$(OUT)") $(if $(or $(WORKERS),$(PYPY)),--python "$(or $(WORKERS),$(PYPY))")

agree: $(RUN_STAMP) ## the same drawn runs on every interpreter: one trace? FILE=, N= choose
	$(BIN)/solekeeper agree $(if $(FILE),"$(FILE)") $(if $(N),-n $(N))

faults: $(RUN_STAMP) ## every hazard in every phase, beside other detectors; SHORT=1 ONLY= PUBLISH=1
	$(BIN)/solekeeper faults $(if $(SHORT),--short) $(if $(ONLY),--only "$(ONLY)") $(if $(JOBS),--jobs $(JOBS)) $(if $(PUBLISH),--publish) $(if $(filter file,$(origin OUT)),,--out "$(OUT)")

hostile-hardware: $(RUN_STAMP) ## firmware without limits: what the hardware leaves; SHORT=1 PUBLISH=1
	$(BIN)/solekeeper hostile $(if $(SHORT),--short) $(if $(JOBS),--jobs $(JOBS)) $(if $(PUBLISH),--publish) $(if $(filter file,$(origin OUT)),,--out "$(OUT)")

# Nothing may break; what does is shrunk and left as a scenario under out/hostile.
hostile: $(RUN_STAMP) ## a million hostile steps, the plant the judge; N= SEED= JOBS= OUT=
	$(BIN)/python -m sim.havoc $(if $(N),--steps $(N)) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS)) $(if $(filter file,$(origin OUT)),,--out "$(OUT)")

# Thousands of copies of one session, each with the plug pulled at another instant; EVERY=8 takes two minutes.
cuts: $(RUN_STAMP) ## the plug pulled in each tick of first and last minute; EVERY= JOBS=
	$(BIN)/python -m sim.cuts $(if $(EVERY),--every $(EVERY)) $(if $(JOBS),--jobs $(JOBS))

adversary: $(DEV_STAMP) ## search for the worst evening one fault can make: BUDGET= JOBS= OUT=
	$(BIN)/solekeeper adversary $(if $(BUDGET),--budget "$(BUDGET)") $(if $(JOBS),--jobs $(JOBS)) $(if $(filter file,$(origin OUT)),,--out "$(OUT)")

pairs: $(RUN_STAMP) ## every latent fault with every other after it; SHORT=1 JOBS= PUBLISH=1
	$(BIN)/solekeeper pairs $(if $(SHORT),--short) $(if $(JOBS),--jobs $(JOBS)) $(if $(PUBLISH),--publish)

test: lint types sizes coverage pytest chip ## every test that needs no hardware, on CPython and on MicroPython

pytest: $(DEV_STAMP) ## only the tests, without the gates before them; JOBS=
	$(BIN)/python -m pytest -n $(or $(JOBS),logical) --dist loadgroup --no-loadscope-reorder

micropython: $(DEV_STAMP) ## only the suite that runs on both interpreters, on MicroPython, at full length
	@[ -x $(BIN)/micropython ] || { echo "no MicroPython wheel exists for this machine" >&2; exit 2; }
	WHOLE=1 $(BIN)/micropython -X heapsize=64M tests/run_both.py

# Without an image it says in one line that it was not run. Some of its bounds may not hold yet.
chip: $(CHIP_STAMP) ## the firmware on an emulated RP2040 (needs node): RP2040_UF2=path of its image
	@$(BIN)/python -m tests.chip $(if $(RP2040_UF2),"$(RP2040_UF2)")

# The tests that drive single checks, not whole sessions: what those happen to run proves little.
coverage: $(DEV_STAMP) ## branches of firmware/safety that its unit tests take; ends 1 under the floor
	$(BIN)/python -m pytest -q --cov=firmware/safety --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=$(COVERED) $(UNITS)

# On demand. Anything but "Confirmed over all paths" for every function ends 1.
crosshair: $(DEV_STAMP) ## confirm the pure integer limiters over every path
	$(PIP) install --quiet --editable '.[proof]'
	@$(BIN)/crosshair check --analysis_kind=asserts --per_condition_timeout=20 --report_all tests/proofs/limiters.py > $(VENV)/crosshair; cat $(VENV)/crosshair; ! grep -v 'Confirmed over all paths' $(VENV)/crosshair && test "$$(grep -c Confirmed $(VENV)/crosshair)" = "$$(grep -c ^def tests/proofs/limiters.py)"

# On demand. Some minutes in CPython, two in PyPy; ends 1 where a row of the session was never taken.
explore: $(RUN_STAMP) ## breadth-first over session and governor, counts printed; PYTHON=pypy3
	$(if $(WORKERS),"$(WORKERS)",$(BIN)/python) -m tests.proofs.explore

# On demand, an hour. What survives stands in tests/proofs/survivors.toml with a reason.
mutants: $(DEV_STAMP) ## slips in firmware/safety that no unit test notices; ONLY=dose,slew FRESH=1
	$(PIP) install --quiet --editable '.[proof]'
	$(BIN)/python -m tests.proofs.mutants $(if $(ONLY),--only "$(ONLY)") $(if $(FRESH),--fresh) $(UNITS)

lint: $(DEV_STAMP) ## ruff and codespell
	$(BIN)/ruff check --output-format concise .
	$(BIN)/codespell

types: $(TYPINGS_STAMP) ## mypy: firmware against the stubs of each port, the rest against CPython's
	for port in $(PORTS); do echo "mypy, firmware on $$port"; $(BIN)/mypy --config-file tests/gates/mypy_$$port.ini || exit 1; done
	@echo "mypy, host tools and simulator"; $(BIN)/mypy

sizes: $(DEV_STAMP) ## compile every firmware file with mpy-cross, print sizes and heap
	$(BIN)/python -m tests.gates.sizes
	$(BIN)/python -m tests.gates.heap

bench: $(RUN_STAMP) ## simulated seconds per wall second
	$(BIN)/python -m host_tools bench

fast: $(DEV_STAMP) ## optional: a compiled simulator in out/fast (needs a C compiler)
	$(BIN)/python -m host_tools.fast

credibility: $(DEV_STAMP) ## measure the plant against published numbers, redraw its figures (minutes)
	$(BIN)/python -m host_tools.credibility
	$(BIN)/python -m host_tools generate

generate: $(RUN_STAMP) ## rewrite the generated tables of the documentation
	$(BIN)/python -m host_tools generate

clean: ## remove .venv, out/ and every cache
	rm -rf $(VENV) out *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
