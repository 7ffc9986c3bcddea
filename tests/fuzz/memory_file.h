// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace tessera::fuzz {

// A file of the system's that is in memory only.
class MemoryFile {
public:
    MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();

    void hold(std::string_view content) const; // in place of what it held
    std::filesystem::path path() const;

private:
    int m_descriptor;
};

} // namespace tessera::fuzz
