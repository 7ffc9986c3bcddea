// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostObjects = 20'000;
constexpr std::size_t mostTextBytes = std::size_t{8} << 20U;
constexpr std::size_t mostLinkBytes = std::size_t{64} << 10U;
constexpr std::size_t mostOtherFiles = 64; // each is a question to the other process
// The library walks groups by recursion, a few kilobytes of stack each.
constexpr std::ptrdiff_t mostDepth = 200;

struct Link {
    std::string path;
    bool isExternal = false;
};

struct Walk {
    std::stop_token stop;
    Hdf5Names found;
    std::vector<Link> links; // soft ones and those into other files
    std::unordered_map<haddr_t, std::string> datasets; // the first name, by address
    std::size_t objects = 0;
};

std::optional<H5O_info_t> infoOf(hid_t file, const char* name)
{
    H5O_info_t info{}; // the wrapper's question for it would also count a dataset's chunks
    if (H5Oget_info_by_name2(file, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0)
        return std::nullopt;
    return info;
}

void addObject(Walk& walk, hid_t root, const char* name, haddr_t address)
{
    const auto known = walk.datasets.find(address);
    auto path = fmt::format("/{}", name);
    if (known != walk.datasets.end()) {
        walk.found.names.push_back({std::move(path), known->second, true});
        return;
    }
    const auto info = infoOf(root, name);
    // What has no description that can be read may well be a dataset: it is listed as damaged.
    if (info && info->type != H5O_TYPE_DATASET)
        return;
    walk.datasets.emplace(address, path);
    walk.found.names.push_back({std::move(path), {}, true});
}

herr_t visit(hid_t root, const char* name, const H5L_info_t* info, void* data) noexcept
try {
    auto& walk = *static_cast<Walk*>(data);
    const std::string_view path(name);
    walk.found.textBytes += path.size();
    if (++walk.objects > mostObjects || walk.found.textBytes > mostTextBytes
        || std::ranges::count(path, '/') > mostDepth || walk.stop.stop_requested())
        return 1;
    if (info->type == H5L_TYPE_HARD)
        addObject(walk, root, name, info->u.address);
    else if (info->type == H5L_TYPE_SOFT || info->type == H5L_TYPE_EXTERNAL)
        walk.links.push_back({fmt::format("/{}", path), info->type == H5L_TYPE_EXTERNAL});
    return 0;
} catch (...) { // which must not go through the library
    return -1;
}

// What is written in the link.
std::string targetText(hid_t file, const Link& link)
{
    H5L_info_t info{};
    if (H5Lget_info(file, link.path.c_str(), &info, H5P_DEFAULT) < 0 || info.u.val_size == 0
        || info.u.val_size > mostLinkBytes)
        return {};
    std::vector<char> value(info.u.val_size + 1, '\0'); // it need not end by itself
    if (H5Lget_val(file, link.path.c_str(), value.data(), info.u.val_size, H5P_DEFAULT) < 0)
        return {};
    if (!link.isExternal)
        return value.data();
    const char* other = nullptr;
    const char* object = nullptr;
    unsigned flags = 0;
    if (H5Lunpack_elink_val(value.data(), info.u.val_size, &flags, &other, &object) < 0)
        return {};
    return fmt::format("{}::{}", other, object);
}

void addLink(Walk& walk, hid_t file, unsigned long fileNumber, const Link& link)
{
    const auto info = infoOf(file, link.path.c_str());
    if (info && info->type != H5O_TYPE_DATASET)
        return;
    Hdf5Name name{link.path, targetText(file, link), info.has_value()};
    if (info && info->fileno == fileNumber)
        if (const auto known = walk.datasets.find(info->addr); known != walk.datasets.end())
            name.target = known->second;
    walk.found.textBytes += name.target.size();
    walk.found.names.push_back(std::move(name));
}

void addLinks(Walk& walk, hid_t file)
{
    const auto root = infoOf(file, "/");
    std::size_t others = 0;
    for (const auto& link : walk.links) {
        if (walk.stop.stop_requested())
            return;
        others += link.isExternal ? 1 : 0;
        if (walk.found.textBytes > mostTextBytes || (link.isExternal && others > mostOtherFiles)) {
            walk.found.isComplete = false;
            continue;
        }
        addLink(walk, file, root ? root->fileno : 0, link);
    }
}

} // namespace

Hdf5Names readNames(const Hdf5Guard& /*guard*/, const H5::H5File& file, const std::stop_token& stop)
{
    Walk walk;
    walk.stop = stop;
    // What is found is kept even where a damaged group ends the walk.
    const auto walked = H5Lvisit(file.getId(), H5_INDEX_NAME, H5_ITER_INC, visit, &walk);
    walk.found.isComplete = walked == 0;
    walk.found.isDamaged = walked < 0;
    addLinks(walk, file.getId());
    return std::move(walk.found);
}

bool isDataset(const Hdf5Guard& /*guard*/, const H5::H5File& file, const std::string& name)
{
    const auto info = infoOf(file.getId(), name.c_str());
    return info && info->type == H5O_TYPE_DATASET;
}

} // namespace tessera
