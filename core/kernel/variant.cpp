// SPDX-License-Identifier: MIT
#include "core/kernel/variant.h"

#include "core/kernel/kernel_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <utility>
#include <vector>

namespace tessera {

namespace {

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
    const std::int64_t supported = hwy::SupportedTargets();
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
