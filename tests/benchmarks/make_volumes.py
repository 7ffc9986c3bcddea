#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the volumes that bench_walk is measured on, chunk by chunk, so that no memory is needed.

    make_volumes.py FOLDER [A B C D …]    several GB on disk and minutes each

A  20000×20000×4 float32, gzip 4 + shuffle, chunks of 256²     one large picture
B  512×1024×1024×4 (z y x c) uint8, gzip 4, one class per chunk of 512²     a stack
C  100000×100000×8 float32, gzip 4 + shuffle, chunks of 256², 2 % of them written     a slide
D  40000×40000×4 float32, contiguous, a sparse file with 64 patches written

E, the talk's xl, is made by tests/support/make_talk_volume.py.

Probabilities are the softmax of smooth random fields, as networks write them that compute in half
precision: nearly certain inside of regions, less so along their borders, a little noise in the
logits. The same seed gives the same samples, whatever the number of processes. Needs numpy and
h5py.
"""
import multiprocessing
import sys
import zlib
from pathlib import Path

import h5py
import numpy

SEED = 20240711
EDGE = 256


def logits(index, row, column, rows, columns, sharpness):
    """One smooth field: the sum of a few plane waves, the same whatever part of it is asked for."""
    waves = numpy.random.default_rng([SEED, index])
    y = numpy.arange(row, row + rows, dtype=numpy.float32)[:, None]
    x = numpy.arange(column, column + columns, dtype=numpy.float32)[None, :]
    field = numpy.zeros((rows, columns), numpy.float32)
    for length in (3100.0, 1300.0, 560.0, 240.0, 90.0):
        angle, phase = waves.uniform(0, 2 * numpy.pi, 2)
        across = numpy.sin(2 * numpy.pi * numpy.sin(angle) * y / length + phase)
        along = numpy.cos(2 * numpy.pi * numpy.cos(angle) * x / length + phase)
        field += across * along + 0.5 * (across + along)
    return field * sharpness


def probabilities(row, column, rows, columns, classes, plane=0):
    """(rows, columns, classes) float32 that have the bits of half precision."""
    noise = numpy.random.default_rng([SEED, plane, row, column])
    field = numpy.stack([logits(index + classes * (plane // 16), row + 7 * plane, column, rows,
                                columns, 4) for index in range(classes)], axis=-1)
    field += noise.normal(0, 0.1, field.shape).astype(numpy.float32)
    field -= field.max(axis=-1, keepdims=True)
    numpy.exp(field, out=field)
    field /= field.sum(axis=-1, keepdims=True)
    return field.astype(numpy.float16).astype(numpy.float32)


def shuffled(samples):
    return numpy.frombuffer(samples.tobytes(), numpy.uint8).reshape(-1, samples.itemsize).T.tobytes()


def packed_picture(job):
    """A whole chunk of EDGE², padded with zeros where the array ends."""
    row, column, rows, columns, classes = job
    chunk = numpy.zeros((EDGE, EDGE, classes), numpy.float32)
    chunk[:rows, :columns] = probabilities(row, column, rows, columns, classes)
    return (row, column, 0), zlib.compress(shuffled(chunk), 4)


def write_pictures(pool, path, size, classes, places):
    with h5py.File(path, "w") as file:
        dataset = file.create_dataset(
            "probabilities", (size, size, classes), "f4", chunks=(EDGE, EDGE, classes),
            compression="gzip", compression_opts=4, shuffle=True)
        jobs = ((row, column, min(EDGE, size - row), min(EDGE, size - column), classes)
                for row, column in places)
        for position, data in pool.imap(packed_picture, jobs, chunksize=4):
            dataset.id.write_direct_chunk(position, data)


def make_a(pool, path):
    size = 20_000
    write_pictures(pool, path, size, 4, ((row, column) for row in range(0, size, EDGE)
                                         for column in range(0, size, EDGE)))


def tissue(count, share):
    """Chunks of a few round regions that make up that share of count² chunks."""
    random = numpy.random.default_rng(SEED)
    y, x = numpy.mgrid[0:count, 0:count]
    near = numpy.full((count, count), numpy.inf)
    for _ in range(9):
        middle = random.uniform(0.15, 0.85, 2) * count
        near = numpy.minimum(near, numpy.hypot(y - middle[0], (x - middle[1]) * 1.4))
    inside = numpy.sort(numpy.argsort(near, axis=None)[:round(count * count * share)])
    return [(int(one // count) * EDGE, int(one % count) * EDGE) for one in inside]


def make_c(pool, path):
    size = 100_000
    write_pictures(pool, path, size, 8, tissue(-(-size // EDGE), 0.02))


def packed_slice(plane):
    field = probabilities(0, 0, 1024, 1024, 4, plane)
    samples = numpy.round(field * 255).astype(numpy.uint8)
    return [((plane, row, column, index),
             zlib.compress(samples[row:row + 512, column:column + 512, index].tobytes(), 4))
            for row in (0, 512) for column in (0, 512) for index in range(4)]


def make_b(pool, path):
    with h5py.File(path, "w") as file:
        dataset = file.create_dataset("probabilities", (512, 1024, 1024, 4), "u1",
                                      chunks=(1, 512, 512, 1), compression="gzip",
                                      compression_opts=4)
        for parts in pool.imap(packed_slice, range(512)):
            for position, data in parts:
                dataset.id.write_direct_chunk(position, data)


def make_d(_pool, path):
    size, patch = 40_000, 512
    random = numpy.random.default_rng(SEED)
    creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    creation.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    with h5py.File(path, "w") as file:
        h5py.h5d.create(file.id, b"probabilities", h5py.h5t.IEEE_F32LE,
                        h5py.h5s.create_simple((size, size, 4)), creation)
        dataset = file["probabilities"]
        for _ in range(64):
            row, column = (int(at) for at in random.integers(0, size - patch, 2))
            dataset[row:row + patch, column:column + patch] = probabilities(
                row, column, patch, patch, 4)


MAKERS = {"A": make_a, "B": make_b, "C": make_c, "D": make_d}


def main():
    if len(sys.argv) < 2 or any(name not in MAKERS for name in sys.argv[2:]):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    with multiprocessing.Pool() as pool:
        for name in sys.argv[2:] or MAKERS:
            unfinished = folder / f"{name}.part"
            MAKERS[name](pool, unfinished)
            unfinished.rename(folder / f"{name}.h5")
            print(folder / f"{name}.h5", flush=True)


if __name__ == "__main__":
    main()
