// SPDX-License-Identifier: MIT
#include "tests/corpus/stated_axes.h"

#include "tests/corpus/tsv_table.h"

#include <algorithm>

namespace tessera::corpus {

namespace {

std::string withoutSlash(std::string path)
{
    if (path.ends_with('/'))
        path.pop_back();
    return path;
}

// Folders of text files are arrays without a name, whose files are the classes.
std::string datasetOf(const std::string& name)
{
    return name.starts_with('/') ? name : std::string{};
}

// "/exported_data (yxc); /data (yxc)", "- (byxc)".
void addAxes(const std::string& path, std::string_view cell, std::vector<StatedArray>& arrays)
{
    while (!cell.empty()) {
        const auto end = std::min(cell.find("; "), cell.size());
        const auto one = cell.substr(0, end);
        cell.remove_prefix(std::min(cell.size(), end + 2));
        const auto open = one.rfind('(');
        const auto close = one.rfind(')');
        if (open == std::string_view::npos || close == std::string_view::npos || open < 1)
            continue;
        const std::string name(one.substr(0, open - 1));
        const bool isOfFiles = name.starts_with('*');
        arrays.push_back({path, datasetOf(name),
            isOfFiles ? std::string{} : std::string(one.substr(open + 1, close - open - 1)), {}});
    }
}

} // namespace

std::vector<StatedArray> statedArrays(const std::filesystem::path& corpus)
{
    std::vector<StatedArray> arrays;
    for (const auto& row : readTsv(corpus / "manifest.tsv"))
        addAxes(withoutSlash(row.cell("path")), row.cell("probability_dataset_axes"), arrays);
    for (const auto& row : readTsv(corpus / "reference.tsv")) {
        const auto path = withoutSlash(row.cell("path"));
        const auto dataset = datasetOf(row.cell("dataset"));
        const auto known = std::ranges::find_if(arrays, [&](const StatedArray& array) {
            return array.path == path && array.dataset == dataset;
        });
        if (known != arrays.end())
            known->rgbHash = row.cell("rgb_sha256");
        else
            arrays.push_back({path, dataset, {}, row.cell("rgb_sha256")});
    }
    return arrays;
}

} // namespace tessera::corpus
