#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time to the first picture of a large plane, and memory, beside `silx view` on the same file.

    python3 compare_silx.py VIEWER FILE DATASET [--repeats 3]

The dataset is rows × columns × classes. Tessera is started as bench_launch.py does, with a fresh
cache of levels. Of silx (Debian: silx) the widget in which its viewer shows data is made in a
program of its own and told to show the first class as an image, as a person does with a few clicks
that cost no time here: the time is from the start of that program to the end of the painting.
"""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

import bench_launch


def since_start():
    """Milliseconds since this process began, to a hundredth of a second."""
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    with open("/proc/uptime") as uptime:
        return (float(uptime.read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")) * 1000


def show_in_silx(path, dataset):
    """Prints milliseconds to the picture, and megabytes resident at most."""
    import silx.io
    from silx.gui import qt
    from silx.gui.data import DataViews
    from silx.gui.data.DataViewerFrame import DataViewerFrame
    from silx.gui.data.NumpyAxesSelector import NumpyAxesSelector

    application = qt.QApplication([])
    viewer = DataViewerFrame()
    viewer.resize(1280, 800)
    viewer.show()
    application.processEvents()
    viewer.setData(silx.io.open(path)[dataset])
    viewer.setDisplayMode(DataViews.IMAGE_MODE)
    viewer.findChild(NumpyAxesSelector).setSelection((slice(None), slice(None), 0), (0, 1))
    application.processEvents()
    viewer.repaint()
    application.processEvents()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps([since_start(), peak]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("viewer")
    parser.add_argument("file")
    parser.add_argument("dataset")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    command = [shutil.which(options.viewer) or options.viewer, "--size", "1280x800"]
    ours, theirs = [], []
    with bench_launch.Screen() as display, tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", HOME=home)
        for _ in range(options.repeats):  # in turns, so that what disturbs one disturbs both
            ours.append(bench_launch.launch(command, options.file, None, display))
            shown = subprocess.run([sys.executable, __file__, "--show", options.file, options.dataset],
                                   env=environment, check=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
            theirs.append(json.loads(shown.stdout))
    middle = [statistics.median(values) for values in zip(*ours)]
    print("| | picture, ms | peak resident, MB |\n|---|---|---|")
    print(f"| Tessera, first picture | {middle[0]:.0f} | |")
    print(f"| Tessera, exact, all classes | {middle[1]:.0f} | {middle[2] + middle[3]:.0f} |")
    middle = [statistics.median(values) for values in zip(*theirs)]
    print(f"| silx, one class | {middle[0]:.0f} | {middle[1]:.0f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--show"]:
        show_in_silx(*sys.argv[2:4])
    else:
        main()
