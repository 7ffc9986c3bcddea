# SPDX-License-Identifier: MIT
"""Makes tests/data/packed_chunks.h5: arrays that other programs' filters have packed.

    python3 make_packed_chunks.py OUT.h5

Needs h5py, numpy and hdf5plugin (https://pypi.org/project/hdf5plugin). Every group is an array,
every dataset in it the same array in one chunk through other filters; "plain" is not packed.
"""
import pathlib
import sys

import h5py
import hdf5plugin
import numpy as np

BLOSC = {f"blosc {name}": hdf5plugin.Blosc(cname=name, clevel=5, shuffle=1)
         for name in ["blosclz", "lz4hc", "snappy", "zlib", "zstd"]}

FEW = {
    "lzf": {"compression": "lzf"},
    "lzf shuffle fletcher32": {"compression": "lzf", "shuffle": True, "fletcher32": True},
    "lz4": hdf5plugin.LZ4(),
    "lz4 blocks of 1024": hdf5plugin.LZ4(nbytes=1024),
    "zstd": hdf5plugin.Zstd(),
    "zstd shuffle": {**hdf5plugin.Zstd(), "shuffle": True},
    "blosc lz4": hdf5plugin.Blosc(cname="lz4", clevel=5, shuffle=0),
    "blosc lz4 shuffle": hdf5plugin.Blosc(cname="lz4", clevel=5, shuffle=1),
    "blosc lz4 bitshuffle": hdf5plugin.Blosc(cname="lz4", clevel=5, shuffle=2),
    "bitshuffle": hdf5plugin.Bitshuffle(cname="none"),
    "bitshuffle blocks of 64": hdf5plugin.Bitshuffle(nelems=64, cname="none"),
    "bitshuffle lz4": hdf5plugin.Bitshuffle(cname="lz4"),
    "bitshuffle lz4 blocks of 64": hdf5plugin.Bitshuffle(nelems=64, cname="lz4"),
    "bitshuffle zstd": hdf5plugin.Bitshuffle(cname="zstd"),
    "bzip2": hdf5plugin.BZip2(),
}


def shares(random, count, trees):
    """Probabilities as a random forest gives them, most of them certain."""
    votes = random.binomial(trees, random.choice([0.02, 0.5, 0.97], count))
    return votes / trees


def arrays():
    """Lengths that leave a short last block and elements that make no whole byte of bits."""
    random = np.random.default_rng(20260731)
    yield "float32", shares(random, 2061, 100).astype("f4"), {**FEW, **BLOSC}
    yield "float64", shares(random, 1045, 100), FEW
    yield "float16", shares(random, 773, 100).astype("f2"), FEW
    yield "uint8", shares(random, 8195, 1).astype("u1"), FEW
    yield "uint16, seven", np.arange(7, dtype="u2"), FEW
    yield "complex128", shares(random, 141, 100).astype("c16"), FEW
    yield "noise", random.bytes(531), FEW
    yield "zeros", np.zeros(1001, "f4"), FEW


def main():
    with h5py.File(pathlib.Path(sys.argv[1]), "w", libver="latest") as file:
        for group, values, ways in arrays():
            values = np.frombuffer(values, "u1") if isinstance(values, bytes) else values
            file.create_dataset(f"{group}/plain", data=values, chunks=values.shape)
            for name, filters in ways.items():
                file.create_dataset(f"{group}/{name}", data=values, chunks=values.shape, **filters)


if __name__ == "__main__":
    main()
