// SPDX-License-Identifier: MIT
#include "core/kernel/variant.h"

#include "core/kernel/kernel_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hwy/detect_targets.h>

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <utility>
#include <vector>

namespace tessera {

namespace {

// What Highway's function of this name tells of the targets that are compiled here. Its library
// times the clock whenever it is loaded, 2 ms of every start; nothing else in it is needed.
std::int64_t supportedTargets()
{
#if HWY_ARCH_X86
    // What the functions for each target may use, by HWY_TARGET_STR.
    __builtin_cpu_init();
    const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("aes") != 0
        && __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("bmi") != 0
        && __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("fma") != 0
        && __builtin_cpu_supports("f16c") != 0;
    const bool hasAvx512 = hasAvx2 && __builtin_cpu_supports("avx512f") != 0
        && __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0
        && __builtin_cpu_supports("avx512bw") != 0;
    return (hasAvx2 ? HWY_AVX2 : 0) | (hasAvx512 ? HWY_AVX3 : 0);
#elif HWY_ARCH_ARM_A64
    return HWY_NEON;
#else
    return 0;
#endif
}

std::vector<KernelTable> makeKernels()
{
    struct Candidate {
        std::string_view name;
        std::int64_t target = 0;
    };
    constexpr Candidate candidates[] = {
        {"neon", HWY_NEON}, {"avx2", HWY_AVX2}, {"avx512", HWY_AVX3}};
    std::vector<KernelTable> kernels{{"scalar", scalar::reduceClasses, scalar::mergeClasses,
        scalar::countMerged, scalar::paintClasses, scalar::sumPairs, scalar::toRgbBytes}};
    const std::int64_t supported = supportedTargets();
    for (const auto& [name, target] : candidates) {
        if ((supported & target) == 0 || simdReduce(target) == nullptr)
            continue;
        kernels.push_back({name, simdReduce(target), simdMerge(target), simdCountMerged(target),
            simdPaint(target), simdSumPairs(target), simdRgb(target)});
    }
    return kernels;
}

std::string_view wishedKernel()
{
    const char* wish = std::getenv("TESSERA_KERNEL"); // NOLINT(concurrency-mt-unsafe): never set
    return wish == nullptr ? std::string_view() : wish;
}

} // namespace

std::span<const KernelTable> supportedKernels()
{
    static const std::vector<KernelTable> kernels = makeKernels();
    return kernels;
}

Result<const KernelTable*> findKernel(std::string_view wish)
{
    const auto kernels = supportedKernels();
    if (wish.empty())
        return &kernels.back();
    const auto found = std::ranges::find(kernels, wish, &KernelTable::name);
    if (found != kernels.end())
        return &*found;
    return fail(ErrorCode::BadArgument,
        fmt::format("TESSERA_KERNEL is \"{}\", but this machine can run {} only.", wish,
            fmt::join(kernels | std::views::transform(&KernelTable::name), ", ")),
        "TESSERA_KERNEL");
}

const KernelTable& activeKernel()
{
    static const KernelTable& active =
        *findKernel(wishedKernel()).value_or(&supportedKernels().back());
    return active;
}

std::string_view kernelVariant()
{
    return activeKernel().name;
}

Result<> checkKernelChoice()
{
    if (auto kernel = findKernel(wishedKernel()); !kernel)
        return std::unexpected(std::move(kernel.error()));
    return {};
}

} // namespace tessera
