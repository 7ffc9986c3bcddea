// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::corpus {

// What is known of one array of the corpus.
struct StatedArray {
    std::string path; // below the corpus, without a "/" at its end
    std::string dataset; // empty where the format has none
    std::string axes; // as manifest.tsv states them; may be empty
    std::string rgbHash; // as reference.tsv has it; may be empty
};

// The arrays whose axes or picture the two tables state. Empty where the corpus is absent.
std::vector<StatedArray> statedArrays(const std::filesystem::path& corpus);

} // namespace tessera::corpus
