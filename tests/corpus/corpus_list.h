// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/outcome.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::corpus {

// A file or folder of the corpus.
struct Item {
    std::string path; // below the corpus, without a "/" at its end
    std::string verdict; // of the manifest; empty where it has none
    Outcomes allowed = Outcomes::all();
    std::string reason; // for what is allowed, where it is not the verdict

    std::string folder() const; // of which the item is counted: "bad/cve"
};

// Every row of the manifest, and every file below bad/ and odd/, in the order of their paths.
// Empty where the corpus is absent.
std::vector<Item> listCorpus(const std::filesystem::path& corpus);

// What is allowed although the verdict does not say so, and why: rows of a pattern (as of the
// shell), outcomes, and a reason, between tabs.
class Exceptions {
public:
    explicit Exceptions(const std::filesystem::path& table);
    void apply(std::vector<Item>& items) const;

private:
    struct Row {
        std::string pattern;
        Outcomes allowed;
        std::string reason;
    };
    std::vector<Row> m_rows;
};

// So many items, the same in every run: all public reproducers of flaws, and evenly of the others.
std::vector<Item> sampleOf(const std::vector<Item>& items, std::size_t count);

} // namespace tessera::corpus
