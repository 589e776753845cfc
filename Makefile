# Aliases of make.py, which does the work (on Windows: `python make.py plan`).
#   make plan SCENARIO=scenarios/jizhou.yaml ARGS="--out reports/trial"
#   make test WHEELS=/media/wheels          closed network

PYTHON   ?= python3
SCENARIO ?=
WHEELS   ?=
ARGS     ?=

OPTIONS = $(if $(WHEELS),--wheels "$(WHEELS)")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help plan test test-full lab lint lock clean

help:
	@$(PYTHON) make.py --help

plan:
	@$(PYTHON) make.py plan $(OPTIONS) $(if $(SCENARIO),"$(SCENARIO)") $(ARGS)

test test-full lab lint lock clean:
	@$(PYTHON) make.py $@ $(OPTIONS) $(ARGS)
