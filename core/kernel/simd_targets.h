// SPDX-License-Identifier: MIT
// Which instruction sets the kernel is compiled for, and how one is picked. Included before
// Highway's headers.
#pragma once

// SSSE3 and SSE4 would gain little over the scalar kernel, AVX3_DL nothing over AVX3.
#ifndef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#endif

#include <hwy/detect_targets.h>

#include <cstdint>

// Whether the target that is being compiled is one of ours: the baseline that Highway insists on
// is not.
#define TESSERA_SIMD_TARGET                                                                        \
    (HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON)

#if HWY_TARGETS & HWY_AVX2
#define TESSERA_SIMD_AVX2(function) &N_AVX2::function
#else
#define TESSERA_SIMD_AVX2(function) nullptr
#endif
#if HWY_TARGETS & HWY_AVX3
#define TESSERA_SIMD_AVX3(function) &N_AVX3::function
#else
#define TESSERA_SIMD_AVX3(function) nullptr
#endif
#if HWY_TARGETS & HWY_NEON
#define TESSERA_SIMD_NEON(function) &N_NEON::function
#else
#define TESSERA_SIMD_NEON(function) nullptr
#endif

// The function of one target, null when it was not compiled.
#define TESSERA_SIMD_CHOOSE(Function, target, name)                                                \
    ::tessera::functionFor<Function>(                                                              \
        target, TESSERA_SIMD_AVX2(name), TESSERA_SIMD_AVX3(name), TESSERA_SIMD_NEON(name))

namespace tessera {

template <class Function>
Function* functionFor(std::int64_t target, Function* avx2, Function* avx512, Function* neon)
{
    if (target == HWY_AVX2)
        return avx2;
    if (target == HWY_AVX3)
        return avx512;
    return target == HWY_NEON ? neon : nullptr;
}

} // namespace tessera
