# SPDX-License-Identifier: MIT
# The include rules, as data. A room may always include itself; an arrow counts to its end.
set(allowed_core/base "")
set(allowed_core/grid core/base)
set(allowed_core/cost core/base)
set(allowed_core/palette core/base)
# The arrow to describe goes once files are opened without the library.
set(allowed_core/source core/describe core/grid core/base)
set(allowed_core/describe core/source core/grid core/base)
set(allowed_core/kernel core/grid core/base)
set(allowed_core/tile core/source core/kernel core/grid core/cost core/palette core/base)
set(allowed_core/session core/tile ${allowed_core/tile})
set(allowed_core/output core/session ${allowed_core/session})

set(all_of_core core/output ${allowed_core/output})
set(allowed_ui ${all_of_core})
set(allowed_app/viewer ui ${all_of_core})
set(allowed_app/cli ${all_of_core})
set(allowed_app/reader core/describe ${all_of_core})
set(allowed_app/python ${all_of_core})

set(allowed_tests/support core/describe ${all_of_core})
set(allowed_tests tests/support ui app/viewer app/cli app/reader app/python core/describe
    ${all_of_core})
set(allowed_tests/stress tests/support core/describe ${all_of_core})
set(allowed_tests/benchmarks tests/support core/describe ${all_of_core})
set(allowed_tests/fuzz tests/support core/describe ${all_of_core})

# Libraries that have a place: their headers, and the folders that may include them.
set(reserved Qt HDF5 image-format codec SIMD CLI11)
set(headers_of_Qt "^(Q[A-Z]|Qt[A-Z]|q[a-z_]+\\.h$)")
set(rooms_of_Qt "^(ui|app/viewer|tests/(core|ui|app|support))/")
set(headers_of_HDF5 "^(H5|hdf5|highfive/)")
set(rooms_of_HDF5 "^(core/source|core/describe|app/reader|tests)/")
set(headers_of_image-format "^(png|spng|tiff|tiffio|jpeglib|webp/.*)\\.h$")
set(rooms_of_image-format "^(core/source|core/output|tests)/")
set(headers_of_codec "^(libdeflate|lz4|lz4hc|zstd|blosc|bzlib|zlib)\\.h$|^isa-l")
set(rooms_of_codec "^(core/source|core/output|tests)/")
set(headers_of_SIMD "^([a-z0-9]*intrin|arm_neon|arm_sve)\\.h$|^hwy/")
set(rooms_of_SIMD "^core/kernel/")
set(headers_of_CLI11 "^CLI/")
set(rooms_of_CLI11 "^app/")
