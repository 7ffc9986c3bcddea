#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times the viewer as a whole process: from exec until the whole picture is on screen.

    python3 bench_launch.py VIEWER FILE... [--repeats 9] [--size 1280x800] [--memory SIZE] [--warm]

Starts Xvfb (Debian: xvfb) with a screen of its own and each time fresh XDG folders; with --warm the
cache folder of the first start, which is not counted, is used by the others of the same file.
"first picture" and "settled" are the viewer's own events: each place of the picture shows something,
if only a few samples; every visible tile is exact and painted. Their clock begins when the process
starts, before Qt does. "peak" is the largest resident memory up to that event; "reader"
is that of the reader process beside it, to its end, what it shares with others included.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Screen:
    """An X server that lives as long as the block."""

    def __enter__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as lines:
            number = lines.readline().strip()
        if not number:
            sys.exit("Xvfb did not start")
        return ":" + number

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


def peak_of_children(process):
    """Megabytes resident at most in the children of a process, looked at until it ends."""
    peaks = {}
    while process.poll() is None:
        try:
            children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
            for child in children.split():
                status = pathlib.Path(f"/proc/{child}/status").read_text()
                peaks[child] = max(peaks.get(child, 0), *(int(line.split()[1]) for line in
                                   status.splitlines() if line.startswith("VmHWM")), 0)
        except OSError:
            pass
        time.sleep(0.005)
    return sum(peaks.values()) * 1024 / 1e6


def launch(command, file, cache, display):
    """One start: milliseconds to the first picture and to settled, megabytes resident at most until
    then, and the reader's. `cache`: the cache folder; None: a fresh one."""
    with tempfile.TemporaryDirectory() as home:
        trace = pathlib.Path(home) / "trace.json"
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", HOME=home)
        for folder in ("CONFIG_HOME", "CACHE_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
            environment["XDG_" + folder] = home
        if cache:
            environment["XDG_CACHE_HOME"] = cache
        process = subprocess.Popen(
            [*command, "--grab", home + "/picture.png", "--trace", str(trace), file],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reader = peak_of_children(process)
        if process.returncode != 0:
            sys.exit(f"{command[0]} failed on {file}")
        events = json.loads(trace.read_text())["traceEvents"]
    first, settled = (min((event for event in events if event["name"] == name),
                          key=lambda event: event["ts"]) for name in ("first picture", "settled"))
    return (first["ts"] / 1000, settled["ts"] / 1000, settled["args"]["peak_resident"] / 1e6,
            reader)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("viewer")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--memory", help="the viewer's budget")
    parser.add_argument("--warm", action="store_true", help="the cache of levels stays")
    options = parser.parse_args()
    command = [shutil.which(options.viewer) or options.viewer, "--size", options.size]
    if options.memory:
        command += ["--memory", options.memory]
    print("| file | first picture, ms | settled, ms | peak resident, MB | reader, MB |\n|---|---|---|---|---|")
    with Screen() as display:
        for file in options.files:
            with tempfile.TemporaryDirectory() as folder:
                cache = folder if options.warm else None
                launch(command, file, cache, display)  # warms the page cache
                runs = [launch(command, file, cache, display) for _ in range(options.repeats)]
            cells = []
            for values in zip(*runs):
                cells.append(f"{statistics.median(values):.0f} "
                             f"[{min(values):.0f} – {max(values):.0f}]")
            print(f"| {pathlib.Path(file).name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
