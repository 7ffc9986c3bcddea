# SPDX-License-Identifier: MIT
"""Makes what fuzzing begins with, from the corpus and our own samples.

    python3 make_seeds.py CORPUS OUT

CORPUS is the folder of real and hostile files; where it is absent, our own samples do. OUT gets a
folder for each target. A file that libhdf5 dies of ends a child only, and is left out.
"""
import hashlib
import multiprocessing
import pathlib
import struct
import sys

import h5py

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PATIENCE_SECONDS = 10
LARGEST_CHUNK = 1 << 16
LARGEST_DECODED = 1 << 17
LARGEST_TEXT = 1 << 15
LARGEST_FILE = 1 << 15
LARGEST_IMAGE = 1 << 18
CHUNKS_OF_ARRAY = 2

# As fuzz_chunk.cpp has them.
FILTERS = [1, 2, 3, 307, 32000, 32001, 32004, 32008, 32015, 6]


def keep(out, target, content):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


def pipeline(dataset):
    plist = dataset.id.get_create_plist()
    for index in range(plist.get_nfilters()):
        number, _, parameters, _ = plist.get_filter(index)
        yield number, parameters


def chunk_seed(steps, mask, decoded, stored):
    head = struct.pack("<BII", len(steps), mask, decoded)
    for number, parameters in steps:
        known = FILTERS.index(number) if number in FILTERS else len(FILTERS) - 1
        head += struct.pack(f"<BB{len(parameters)}I", known, len(parameters), *parameters)
    return head + stored


def chunks_of(dataset):
    """Seeds of an array's first chunks."""
    steps = list(pipeline(dataset))
    decoded = dataset.dtype.itemsize
    for extent in dataset.chunks:
        decoded *= extent
    if decoded > LARGEST_DECODED or not steps:
        return
    for index in range(min(CHUNKS_OF_ARRAY, dataset.id.get_num_chunks())):
        place = dataset.id.get_chunk_info(index)
        if 0 < place.size <= LARGEST_CHUNK:
            mask, stored = dataset.id.read_direct_chunk(place.chunk_offset)
            yield chunk_seed(steps, mask, decoded, stored)


def seeds_of_file(path, out):
    def visit(_, item):
        if isinstance(item, h5py.Dataset) and item.chunks:
            try:
                for seed in chunks_of(item):
                    keep(out, "chunk", seed)
            except (OSError, RuntimeError, TypeError, ValueError, OverflowError, struct.error):
                pass  # a damaged array has no seed to give

    try:
        with h5py.File(path, "r") as file:
            file.visititems(visit)
    except (OSError, RuntimeError, TypeError, ValueError, KeyError):
        pass


def chunk_seeds(files, out):
    for path in files:
        child = multiprocessing.Process(target=seeds_of_file, args=(path, out))
        child.start()
        child.join(PATIENCE_SECONDS)
        if child.is_alive():
            child.kill()
            child.join()


def csv_seeds(files, out):
    (out / "csv_number").mkdir(parents=True, exist_ok=True)
    for path in files:
        text = path.read_bytes()[:LARGEST_TEXT]
        for piece in (0, 6, 63):
            keep(out, "csv_parser", bytes([piece]) + text)
        for part in (bytes(5), b"\x02\x09\x01\x01\x02"):
            keep(out, "csv_file", part + text)
        keep(out, "csv_sheet", text)
        for line in text.splitlines()[:4]:
            keep(out, "csv_number", line[:256])


def numpy_seeds(files, out):
    for path in files:
        content = path.read_bytes()
        if len(content) <= LARGEST_FILE:
            keep(out, "numpy", content)


def description(content):
    """What the first page of a little-endian TIFF file says of itself."""
    if content[:4] != b"II*\0":
        return None
    directory = struct.unpack_from("<I", content, 4)[0]
    for index in range(struct.unpack_from("<H", content, directory)[0]):
        entry = struct.unpack_from("<HHII", content, directory + 2 + 12 * index)
        if entry[0] == 270:
            return content[entry[3] : entry[3] + entry[2]]
    return None


def image_seeds(files, out):
    for path in files:
        content = path.read_bytes()
        if len(content) <= LARGEST_IMAGE:
            for head in (b"\0\0", b"\1\x60"):
                keep(out, "image_file", head + content)
        try:
            if text := description(content):
                keep(out, "tiff_text", b"\1" + text)
        except struct.error:
            pass  # cut off


def samples(out):
    """What is kept in the repository, too."""
    for path in (HERE / "samples").glob("*/*"):
        keep(out, path.parent.name, path.read_bytes())


def main():
    corpus, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    samples(out)
    own = [ROOT / "tests/data/packed_chunks.h5", ROOT / "resources/sample/tissue.h5"]
    # Whatever is hostile is left to the fuzzer: seeds show what is right.
    found = [p for folder in ("real", "odd") for p in sorted((corpus / folder).rglob("*.h5"))]
    chunk_seeds(own + found, out)
    csv_seeds(sorted(p for p in corpus.rglob("*") if p.suffix in (".csv", ".txt") and p.is_file()), out)
    numpy_seeds(sorted(p for p in corpus.rglob("*.np[yz]") if p.is_file()), out)
    endings = (".tif", ".tiff", ".png", ".jpg", ".jpeg")
    image_seeds(sorted(p for p in corpus.rglob("*") if p.suffix.lower() in endings and p.is_file()), out)
    for folder in sorted(out.iterdir()):
        print(f"{folder.name}: {sum(1 for _ in folder.iterdir())} seeds")


if __name__ == "__main__":
    main()
