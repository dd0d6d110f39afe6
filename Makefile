# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The front door: each of run, test, demo and build needs no other step before it. Meson does the
# work; this file only installs what is missing, configures, and says what to do.

BUILD = build
prefix = /usr/local
DESTDIR =
# Arguments for the program that make run starts, and options for meson setup.
ARGS =
MESON_OPTIONS =
# The system's own: the accessibility bindings are not in another one.
PYTHON = /usr/bin/python3

SETUP = tests/tools/setup.sh

help:
	@echo 'make run        build Hallway and start it (ARGS="--profile DIR" for a second person)'
	@echo 'make demo       three windows on a small network of their own, with screenshots'
	@echo 'make test       build and run all tests'
	@echo 'make test-newest   what CI does, in a Debian testing with the newest GTK (as root)'
	@echo 'make test-contrast   whether everything on all pages stands out, in high contrast more'
	@echo 'make flatpak    build the Flatpak, into $(FLATPAK)/; says what it needs for that'
	@echo 'make test-flatpak   build it without Flathub, and try it on a network (as root)'
	@echo 'make soak       the same faults for much longer (RUNS=, FIRST= the seed)'
	@echo 'make replay     one story of the invariants with all that happens in it: SEED=N'
	@echo 'make build      only build, into $(BUILD)/'
	@echo 'make install    install under prefix=$(prefix) (DESTDIR= for packages)'
	@echo 'make dist       the sources of the commit as a tarball, into $(BUILD)/dist'
	@echo 'make deb        packages for this Debian or Ubuntu, into $(BUILD)/deb'
	@echo 'make screens    pictures of every page of the window, light, dark, narrow... (PAGES="lively find")'
	@echo 'make screenshots   the pictures of the README and of software stores, in data/screenshots'
	@echo 'make bench      measure, one JSON line for each figure'
	@echo 'make pot        update po/hallway.pot and the translations from the sources'
	@echo 'make clean      remove $(BUILD)/'

# The packages are there by now.
configure:
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) --buildtype=debugoptimized \
	  --prefix='$(abspath $(prefix))' $(MESON_OPTIONS)

compile: configure
	@ninja -C $(BUILD)

# Without the tests, which are the greater part.
programs: configure
	@ninja -C $(BUILD) programs

build:
	@$(SETUP) build
	@$(MAKE) --no-print-directory compile

run:
	@$(SETUP) run
	@$(MAKE) --no-print-directory programs
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  meson devenv -C $(BUILD) src/hallway $(ARGS); \
	else \
	  echo 'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set): make demo instead.'; \
	  $(MAKE) --no-print-directory demo; \
	fi

demo:
	@$(SETUP) test
	@$(MAKE) --no-print-directory programs
	@HALLWAY_BUILD='$(abspath $(BUILD))' $(PYTHON) tests/lan/demo.py

test:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/tools/run-tests.py $(BUILD)

# RUNS: how many; FIRST: the seed that an earlier soak printed, to try the same again.
RUNS = 10000
FIRST =

# ROUNDS: faults in a row among eight real programs; SEED: the one an earlier soak printed.
ROUNDS = 150
SEED =

soak: soak-invariants soak-mutations soak-crowd soak-faults

# I1 to I7 of the protocol, over a network, disks and clocks in memory.
soak-invariants:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/session/test-invariants-soak.py --count $(RUNS) $(if $(FIRST),--first $(FIRST)) \
	  '$(abspath $(BUILD))'

# Two thousand people on one network, by a virtual time, and five hundred for longer than make test
# has time for.
soak-crowd:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(BUILD)/tests/session/test-crowd --count 500
	@$(BUILD)/tests/session/test-crowd --count 2000

# Each way in which the product is broken on purpose has to be noticed.
soak-mutations:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/session/mutations.py --all '$(abspath $(BUILD))'

# What a failure of the invariants names: the same story again, with virtual times. SEED=N
replay:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(BUILD)/tests/session/test-invariants --verbose --seed '$(SEED)'

update-test-list:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/tools/run-tests.py --update $(BUILD)

# What CI asks of a change, with the GTK, GLib and compilers of Debian testing, in a folder of its
# own: no warning of either compiler, all tests.
test-newest:
	@$(SETUP) newest
	@tests/tools/fresh-root.sh build-newest testing .ci/run

# Where it is built, and where the tests keep runtime and build from one time to the next.
FLATPAK = build-flatpak
FLATPAK_CACHE = /var/cache/hallway-flatpak

flatpak:
	@flatpak/build.sh '$(FLATPAK)'

test-flatpak:
	@$(SETUP) test
	@$(SETUP) flatpak
	@$(MAKE) --no-print-directory programs
	@tests/flatpak/prepare.sh '$(FLATPAK_CACHE)'
	@HALLWAY_BUILD='$(abspath $(BUILD))' FLATPAK_SYSTEM_DIR='$(FLATPAK_CACHE)/system' \
	  $(PYTHON) tests/flatpak/test-flatpak.py $(TESTS)

dist:
	@tests/tools/package.sh dist '$(BUILD)/dist'

deb:
	@$(SETUP) build
	@$(SETUP) deb
	@tests/tools/package.sh deb '$(BUILD)/deb'

# To be looked at; tests/tools/take-screens.py says what there is.
PAGES =

screens:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/tools/take-screens.py $(BUILD) $(BUILD)/screens $(PAGES)
	@echo 'The pictures are in $(BUILD)/screens.'

# Of the README and the metainfo; look at them before you commit them.
screenshots:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@$(PYTHON) tests/tools/take-screenshots.py $(BUILD) data/screenshots

bench:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@ninja -C $(BUILD) tests/bench/bench-relay tests/bench/bench-join-storm tests/bench/bench-room \
	  tests/bench/bench-catch-up tests/bench/bench-search tests/bench/bench-retention \
	  tests/bench/empty-window
	@$(BUILD)/tests/bench/bench-relay "$$(git describe --always --dirty=+)"
	@$(BUILD)/tests/bench/bench-join-storm "$$(git describe --always --dirty=+)"
	@$(BUILD)/tests/bench/bench-search "$$(git describe --always --dirty=+)"
	@$(BUILD)/tests/bench/bench-retention "$$(git describe --always --dirty=+)"
	@for bench in tests/bench/bench-*.py; do \
	  HALLWAY_BUILD='$(abspath $(BUILD))' $(PYTHON) $$bench || exit 1; \
	done

install:
	@$(SETUP) build
	@$(MAKE) --no-print-directory configure
	@meson configure $(BUILD) -Dprefix='$(abspath $(prefix))'
	@$(MAKE) --no-print-directory programs
	@DESTDIR='$(DESTDIR)' meson install -C $(BUILD) --no-rebuild

pot:
	@$(SETUP) build
	@$(MAKE) --no-print-directory configure
	@$(PYTHON) tests/lint/lint.py --write-potfiles
	@ninja -C $(BUILD) hallway-pot hallway-update-po

clean:
	rm -rf $(BUILD)

soak-faults:
	@$(SETUP) test
	@$(MAKE) --no-print-directory compile
	@seed='$(SEED)'; HALLWAY_BUILD='$(abspath $(BUILD))' HALLWAY_ROUNDS='$(ROUNDS)' \
	  HALLWAY_SEED="$${seed:-$$(date +%s)}" $(PYTHON) tests/lan/test-faults.py test_random_faults

.PHONY: help configure compile programs build run demo test soak soak-crowd soak-faults \
  soak-invariants soak-mutations replay update-test-list test-newest test-contrast dist deb flatpak \
  test-flatpak screens screenshots bench install pot clean
