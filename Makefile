# Aliases of make.py, which does the work (on Windows: `python make.py plan`).
#   make plan SCENARIO=scenarios/jizhou.yaml ARGS="--out reports/trial"
#   make import FILE=list.xlsx DIR=mytown ARGS="--first-year 2026"
#   make test WHEELS=/media/wheels          closed network

PYTHON   ?= python3
SCENARIO ?=
WHEELS   ?=
ARGS     ?=

OPTIONS = $(if $(WHEELS),--wheels "$(WHEELS)")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help plan import test test-full lab lint lock clean

help:
	@$(PYTHON) make.py --help

plan:
	@$(PYTHON) make.py plan $(OPTIONS) $(if $(SCENARIO),"$(SCENARIO)") $(ARGS)

import:
	@$(PYTHON) make.py import $(OPTIONS) "$(FILE)" "$(DIR)" $(ARGS)

test test-full lab lint lock clean:
	@$(PYTHON) make.py $@ $(OPTIONS) $(ARGS)
