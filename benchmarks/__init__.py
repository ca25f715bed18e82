"""Speed and memory, each beside a floor. `make bench` prints a table and writes `build/bench.json`."""
