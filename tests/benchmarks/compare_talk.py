# SPDX-License-Identifier: MIT
"""Compares tessera-cli with the steps of the talk, written here anew in Python.

    python3 compare_talk.py --cli build/release/bin/tessera-cli [--sizes s,m,l,xl]
                            [--versions v2,v5,tessera] [--repeats 7] [--slow-repeats 3] [--json]

Needs (Debian) python3-numpy and python3-h5py; python3-numba for v5; python3-pybind11, python3-dev
and g++ for v6 and v7. A version whose needs are not there is left out with a note.

    v0  text files, Python loops          v4  v3 by chunks
    v1  HDF5, Python loops                v5  numba, one loop
    v2  numpy with temporaries            v6  C++ extension
    v3  lean numpy                        v7  C++ extension by chunks

Every version runs in a process of its own, on float64 probabilities tiled from the sample, with the
page cache warm. Python's time begins after imports and compilation, reading the file included; that
of tessera-cli is the whole process, from start to the written .npy. Peak is memory above the state
before the first run; for tessera-cli it is all that the process ever held. v0 and v1 are left out
beyond size m unless --versions names them.
"""
import argparse
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time

import h5py
import numpy as np

SIZES = {"s": (480, 640), "m": (1920, 2560), "l": (2880, 3840), "xl": (5760, 7680)}
COLOURS = np.array([[0, 0, 255], [0, 255, 0], [255, 0, 0], [0, 255, 255]], dtype=np.float64)
PYTHON_VERSIONS = ["v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7"]
SLOW_VERSIONS = {"v0": ("s", "m"), "v1": ("s", "m")}
# Memory a version needs at most, in multiples of its input; chunked ones need next to none.
INPUT_MULTIPLES = {"v0": 9, "v1": 2, "v2": 2.6, "v3": 1.6, "v5": 1.2, "v6": 1.2}
CLASSES = 4
NUMBER_BYTES = 8
# With the picture of size m this makes the peak that the talk tells of its chunked steps.
CHUNK_BYTES = 60_000_000
MEGABYTE = 1e6

EXTENSION = r"""
#include <pybind11/numpy.h>
namespace py = pybind11;
using Numbers = py::array_t<double, py::array::c_style>;
using Bytes = py::array_t<unsigned char, py::array::c_style>;
void colour(const Numbers& numbers, const Numbers& colours, Bytes& picture)
{
    const py::ssize_t pixels = numbers.shape(0) * numbers.shape(1);
    const py::ssize_t classes = numbers.shape(2);
    const double* number = numbers.data();
    const double* table = colours.data();
    unsigned char* out = picture.mutable_data();
    for (py::ssize_t pixel = 0; pixel < pixels; ++pixel, number += classes, out += 3) {
        double best = 0;
        py::ssize_t winner = 0;
        for (py::ssize_t index = 0; index < classes; ++index)
            if (number[index] > best) {
                best = number[index];
                winner = index;
            }
        for (int channel = 0; channel < 3; ++channel)
            out[channel] = static_cast<unsigned char>(table[3 * winner + channel] * best);
    }
}
PYBIND11_MODULE(talk_extension, module) { module.def("colour", &colour); }
"""


# --- the steps -------------------------------------------------------------------------------------


def colour_pixels(rows):
    """Pixel by pixel in plain Python: rows of pixels, a pixel being a list of probabilities."""
    colours = COLOURS.tolist()
    picture = []
    for row in rows:
        line = []
        for pixel in row:
            best, winner = 0.0, 0
            for index, probability in enumerate(pixel):
                if probability > best:
                    best, winner = probability, index
            line.append([int(channel * best) for channel in colours[winner]])
        picture.append(line)
    return np.array(picture, dtype=np.uint8)


def v0(source):
    classes = []
    for path in sorted(source.csv.iterdir(), key=lambda path: int(path.stem)):
        with open(path, encoding="ascii") as text:
            classes.append([[float(word) for word in line.split()] for line in text])
    return colour_pixels(map(lambda *rows: zip(*rows), *classes))


def v1(source):
    with h5py.File(source.hdf5, "r") as file:
        return colour_pixels(file["probabilities"][()])


def v2(source):
    with h5py.File(source.hdf5, "r") as file:
        probabilities = file["probabilities"][()]
    winner = probabilities.argmax(axis=-1)
    best = probabilities.max(axis=-1)
    colours = COLOURS[winner]
    product = colours * best[..., np.newaxis]
    return product.astype(np.uint8)


def colour_lean(probabilities, picture):
    best = probabilities[..., 0].copy()
    winner = np.zeros(best.shape, dtype=np.uint8)
    for index in range(1, probabilities.shape[-1]):
        candidate = probabilities[..., index]
        better = candidate > best
        winner[better] = index
        np.copyto(best, candidate, where=better)
    channel = np.empty_like(best)
    for index in range(3):
        np.take(COLOURS[:, index], winner, out=channel, mode="clip")
        np.multiply(channel, best, out=channel)
        picture[..., index] = channel


def v3(source):
    with h5py.File(source.hdf5, "r") as file:
        probabilities = file["probabilities"][()]
    picture = np.empty(probabilities.shape[:2] + (3,), dtype=np.uint8)
    colour_lean(probabilities, picture)
    return picture


def by_chunks(source, colour):
    with h5py.File(source.hdf5, "r") as file:
        dataset = file["probabilities"]
        picture = np.empty(dataset.shape[:2] + (3,), dtype=np.uint8)
        rows = max(1, CHUNK_BYTES // (dataset.shape[1] * CLASSES * NUMBER_BYTES))
        for row in range(0, dataset.shape[0], rows):
            colour(dataset[row : row + rows], picture[row : row + rows])
    return picture


def v4(source):
    return by_chunks(source, colour_lean)


def whole(source, colour):
    with h5py.File(source.hdf5, "r") as file:
        probabilities = file["probabilities"][()]
    picture = np.empty(probabilities.shape[:2] + (3,), dtype=np.uint8)
    colour(probabilities, picture)
    return picture


def numba_colour():
    import numba

    @numba.njit
    def loop(probabilities, colours, picture):
        for row in range(probabilities.shape[0]):
            for column in range(probabilities.shape[1]):
                best = 0.0
                winner = 0
                for index in range(probabilities.shape[2]):
                    if probabilities[row, column, index] > best:
                        best = probabilities[row, column, index]
                        winner = index
                for channel in range(3):
                    picture[row, column, channel] = np.uint8(colours[winner, channel] * best)

    loop(np.zeros((1, 1, CLASSES)), COLOURS, np.zeros((1, 1, 3), dtype=np.uint8))  # compiles it
    return lambda probabilities, picture: loop(probabilities, COLOURS, picture)


def extension_colour(folder):
    sys.path.insert(0, str(folder))
    import talk_extension

    return lambda probabilities, picture: talk_extension.colour(probabilities, COLOURS, picture)


def step_named(version, folder):
    """The version as a function of its source; what it needs is imported and compiled here."""
    if version == "v5":
        colour = numba_colour()
        return lambda source: whole(source, colour)
    if version in ("v6", "v7"):
        colour = extension_colour(folder)
        walk = whole if version == "v6" else by_chunks
        return lambda source: walk(source, colour)
    return {"v0": v0, "v1": v1, "v2": v2, "v3": v3, "v4": v4}[version]


# --- one version in a process of its own -----------------------------------------------------------


class Source:
    def __init__(self, folder):
        self.hdf5 = folder / "volume.h5"
        self.csv = folder / "csv"


def status_bytes(field):
    for line in pathlib.Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    return 0


def picture_hash(picture):
    return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).hexdigest()


def run_child(version, folder, tools, repeats):
    step = step_named(version, tools)
    source = Source(folder)
    start = status_bytes("VmRSS")
    seconds = []
    peak = 0
    for _ in range(repeats):
        began = time.perf_counter()
        picture = step(source)
        seconds.append(time.perf_counter() - began)
        peak = peak or status_bytes("VmHWM") - start
    print(json.dumps({"seconds": seconds, "peak": peak, "hash": picture_hash(picture)}))


def measure_python(version, folder, tools, repeats):
    command = [sys.executable, __file__, "--child", version, str(folder), str(tools), str(repeats)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        return {"note": lines[-1]}
    return json.loads(done.stdout)


# Linux counts the memory of the process that starts a program as the program's own peak, so this one,
# large with numpy, has a small one start it.
LAUNCHER = """
import os, sys, time
began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - began, usage.ru_maxrss * 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measure_cli(cli, folder, repeats, threads):
    target = folder / "picture.npy"
    command = [sys.executable, "-S", "-c", LAUNCHER, str(cli), "render"]
    command += [str(folder / "volume.h5"), "--dataset", "/probabilities", "--palette", "talk"]
    command += ["-o", str(target), "--threads", str(threads)]
    seconds = []
    peak = 0
    for _ in range(repeats + 1):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
            return {"note": lines[-1]}
        duration, resident = done.stdout.split()
        seconds.append(float(duration))
        peak = max(peak, int(resident))
    picture = np.load(target)
    target.unlink()
    return {"seconds": seconds[1:], "peak": peak, "hash": picture_hash(picture)}


# --- all of them -----------------------------------------------------------------------------------


def build_extension(folder):
    """Compiles the extension; returns why not, or nothing."""
    try:
        import pybind11
    except ImportError:
        return "python3-pybind11 is not installed"
    source = folder / "talk_extension.cpp"
    source.write_text(EXTENSION, encoding="ascii")
    target = folder / ("talk_extension" + sysconfig.get_config_var("EXT_SUFFIX"))
    includes = [pybind11.get_include(), sysconfig.get_paths()["include"]]
    command = ["g++", "-O3", "-march=native", "-std=c++17", "-shared", "-fPIC", str(source)]
    command += [f"-I{path}" for path in includes] + ["-o", str(target)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "g++ is not installed"
    errors = [line for line in done.stderr.splitlines() if "error" in line]
    return "" if done.returncode == 0 else (errors or ["g++ failed"])[0]


def missing_needs(version, extension_note):
    if version == "v5":
        try:
            import numba  # noqa: F401
        except ImportError:
            return "python3-numba is not installed"
    return extension_note if version in ("v6", "v7") else ""


def make_volume(size, folder, with_text):
    rows, columns = SIZES[size]
    maker = pathlib.Path(__file__).resolve().parents[1] / "support" / "make_talk_volume.py"
    command = [sys.executable, str(maker), str(folder / "volume.h5")]
    command += ["--rows", str(rows), "--columns", str(columns)]
    if with_text:
        command += ["--csv", str(folder / "csv")]
    subprocess.run(command, check=True)
    for path in folder.rglob("*"):  # into the page cache
        if path.is_file():
            with open(path, "rb") as file:
                while file.read(1 << 24):
                    pass


def available_memory():
    for line in pathlib.Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def lacks_memory(version, size):
    rows, columns = SIZES[size]
    needed = INPUT_MULTIPLES.get(version, 0) * rows * columns * CLASSES * NUMBER_BYTES
    there = available_memory()
    if there and needed > there:
        return f"needs {needed / MEGABYTE:.0f} MB of memory, {there / MEGABYTE:.0f} are free"
    return ""


def wanted_versions(options, size):
    if options.versions:
        return options.versions.split(",")
    python = [one for one in PYTHON_VERSIONS if size in SLOW_VERSIONS.get(one, SIZES)]
    return python + ["tessera"]


def measure_size(size, options, tools, extension_note):
    results = []
    versions = wanted_versions(options, size)
    with tempfile.TemporaryDirectory(prefix="compare_talk_", dir=options.folder) as name:
        folder = pathlib.Path(name)
        make_volume(size, folder, "v0" in versions)
        for version in versions:
            print(f"{size} {version} ...", file=sys.stderr)
            if version == "tessera":
                for threads in dict.fromkeys([1, os.cpu_count()]):
                    result = measure_cli(options.cli, folder, options.repeats, threads)
                    results.append({"size": size, "version": f"tessera-{threads}", **result})
                continue
            note = missing_needs(version, extension_note) or lacks_memory(version, size)
            repeats = options.slow_repeats if version in SLOW_VERSIONS else options.repeats
            result = {"note": note} if note else measure_python(version, folder, tools, repeats)
            results.append({"size": size, "version": version, **result})
    return results


def check_pictures(results):
    """Whether all pictures of a size are the same."""
    hashes = {}
    for result in results:
        if "hash" in result:
            hashes.setdefault(result["size"], set()).add(result["hash"])
    return all(len(different) == 1 for different in hashes.values())


def name_of(version):
    if not version.startswith("tessera-"):
        return version
    threads = version.split("-")[1]
    return f"tessera-cli, {threads} thread{'' if threads == '1' else 's'}"


def print_table(results):
    print("| size | version | median | 10th to 90th percentile | peak | times v6 |")
    print("|---|---|---|---|---|---|")
    reference = {
        one["size"]: statistics.median(one["seconds"])
        for one in results
        if one["version"] == "v6" and "seconds" in one
    }
    for one in results:
        if "note" in one:
            print(f"| {one['size']} | {name_of(one['version'])} | left out: {one['note']} | | | |")
            continue
        median = statistics.median(one["seconds"])
        low, high = np.percentile(one["seconds"], [10, 90])
        faster = f"{reference[one['size']] / median:.2f}" if one["size"] in reference else ""
        print(
            f"| {one['size']} | {name_of(one['version'])} | {median * 1e3:.1f} ms "
            f"| {low * 1e3:.1f} to {high * 1e3:.1f} | {one['peak'] / MEGABYTE:.0f} MB | {faster} |"
        )


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cli", type=pathlib.Path, help="path of tessera-cli (default: in PATH)")
    parser.add_argument("--sizes", default="s,m", help="of s, m, l, xl (default: s,m)")
    parser.add_argument("--versions", help="of v0 to v7 and tessera (default: all)")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--slow-repeats", type=int, default=3, help="of v0 and v1")
    parser.add_argument("--folder", type=pathlib.Path, help="where the volumes are made")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options = parser.parse_args()
    unknown = [size for size in options.sizes.split(",") if size not in SIZES]
    known = PYTHON_VERSIONS + ["tessera"]
    unknown += [one for one in (options.versions or "v2").split(",") if one not in known]
    if unknown:
        parser.error(f"not known: {', '.join(unknown)}")
    found = options.cli or shutil.which("tessera-cli")
    if not found or not os.access(found, os.X_OK):
        parser.error("tessera-cli is not there; build it and name it with --cli")
    options.cli = pathlib.Path(found).resolve()
    return options


def main():
    if len(sys.argv) == 6 and sys.argv[1] == "--child":
        run_child(sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
        return 0
    options = parse_options()
    results = []
    with tempfile.TemporaryDirectory(prefix="compare_talk_tools_") as name:
        extension_note = build_extension(pathlib.Path(name))
        for size in options.sizes.split(","):
            results += measure_size(size, options, name, extension_note)
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        print_table(results)
    if not check_pictures(results):
        print("the pictures are NOT all the same", file=sys.stderr)
        return 1
    print("all pictures of a size are the same", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
