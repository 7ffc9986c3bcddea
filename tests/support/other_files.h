// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/path_text.h"
#include "core/source/other_files.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tessera::test {

// Opens whatever is asked for, but files of one name, and takes down the names.
// Threads: one at a time.
class NotedFiles final : public OtherFiles {
public:
    explicit NotedFiles(std::string refusedName = {})
        : m_refused(std::move(refusedName))
    {
    }

    Result<PositionedFile> open(const std::string& name) override
    {
        m_names.push_back(name);
        const auto path = fromUtf8(name);
        if (path.filename() == m_refused)
            return fail(
                ErrorCode::NoPermission, m_refused + " must not be opened; allow other files.");
        return PositionedFile::open(path);
    }

    bool wasAskedFor(const std::string& name) const
    {
        return std::ranges::find(m_names, name) != m_names.end();
    }
    const std::vector<std::string>& names() const { return m_names; }

private:
    std::string m_refused;
    std::vector<std::string> m_names;
};

} // namespace tessera::test
