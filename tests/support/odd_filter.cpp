// SPDX-License-Identifier: MIT
// A filter for HDF5 as a plugin: it turns every bit around.
#include <H5PLextern.h>

#include <cstddef>
#include <span>

namespace {

constexpr H5Z_filter_t number = 300; // of those that are free for tests

std::size_t turnAround(unsigned /*flags*/, std::size_t /*parameterCount*/,
    const unsigned* /*parameters*/, std::size_t bytes, std::size_t* /*room*/,
    void** buffer) noexcept
{
    for (auto& byte : std::span(static_cast<std::byte*>(*buffer), bytes))
        byte = ~byte;
    return bytes;
}

constexpr H5Z_class2_t description{
    H5Z_CLASS_T_VERS, number, 1, 1, "odd", nullptr, nullptr, turnAround};

} // namespace

H5PL_type_t H5PLget_plugin_type()
{
    return H5PL_TYPE_FILTER;
}

const void* H5PLget_plugin_info()
{
    return &description;
}
