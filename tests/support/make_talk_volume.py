# SPDX-License-Identifier: MIT
"""Makes a volume of the size of the talk by tiling the sample's probabilities.

    python3 make_talk_volume.py OUT.h5 [--rows 1920 --columns 2560 --dtype float64
                                        --layout contiguous|gzip] [--csv FOLDER]

Needs python3-h5py and python3-numpy. --csv also writes 0.csv, 1.csv … as numpy.savetxt does.
"""
import argparse
import pathlib

import h5py
import numpy as np

SAMPLE = pathlib.Path(__file__).parents[2] / "resources" / "sample" / "tissue.h5"


def tiled(array, rows, columns):
    """The array (rows, columns, …) repeated and cut to the wanted rows and columns."""
    repeats = (-(-rows // array.shape[0]), -(-columns // array.shape[1])) + (1,) * (array.ndim - 2)
    return np.tile(array, repeats)[:rows, :columns]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=1920)
    parser.add_argument("--columns", type=int, default=2560)
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float64")
    parser.add_argument("--layout", choices=["contiguous", "gzip"], default="contiguous")
    parser.add_argument("--csv", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--sample", type=pathlib.Path, default=SAMPLE)
    options = parser.parse_args()

    with h5py.File(options.sample, "r") as sample:
        probabilities = tiled(sample["probabilities"][()], options.rows, options.columns)
        image = tiled(sample["image"][()], options.rows, options.columns)
        names = list(sample["probabilities"].attrs["class_names"])
    probabilities = probabilities.astype(options.dtype)

    stored = {}
    if options.layout == "gzip":
        edges = (min(256, options.rows), min(256, options.columns), probabilities.shape[2])
        stored = dict(chunks=edges, compression="gzip", compression_opts=4, shuffle=True)
    with h5py.File(options.out, "w") as out:
        out.create_dataset("probabilities", data=probabilities, **stored)
        out["probabilities"].attrs["class_names"] = names
        out.create_dataset("image", data=image)

    if options.csv:
        options.csv.mkdir(parents=True, exist_ok=True)
        for index in range(probabilities.shape[2]):
            np.savetxt(options.csv / f"{index}.csv", probabilities[..., index])


if __name__ == "__main__":
    main()
