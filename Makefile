# What a person types. Each target first makes .venv, or renews it when its pins have changed.
#   make run                      the whole product on this machine, with demo data
#   make test ARGS="-k receipt"   the tests; ARGS go to pytest
#   make check                    everything that can be judged without running the tests
#   make prove                    the proofs that take too long for every test run
#   make coverage                 the tests once more, slower: which branches they take
#   make bench                    speed beside plain counterparts; ARGS: answering sending memory growth
#   make demo-reset               the demo as on its first day; asks before it deletes

PYTHON ?= python3

.PHONY: run test check prove coverage bench demo-reset
run test check prove coverage bench demo-reset:
	@command -v "$(PYTHON)" >/dev/null || { echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name one: make $@ PYTHON=/path/to/python3" >&2; exit 1; }
	@exec "$(PYTHON)" -I zenflow/install.py $@ $(ARGS)
