// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/other_files.h"
#include "core/source/positioned_file.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tessera {

// The files that the library may read for the sake of one: that one, and those that its content
// refers to, as far as somebody else opens them. No name of a file is followed here.
// Threads: one at a time, the holder of the Hdf5Guard.
class Hdf5Files : public std::enable_shared_from_this<Hdf5Files> {
public:
    // `others` may be null: then there are none.
    Hdf5Files(std::shared_ptr<const PositionedFile> main, std::shared_ptr<OtherFiles> others);

    const PositionedFile& main() const { return *m_main; }
    // What the library takes the main file's name for: absolute, so that it finds the folder that
    // other names are relative to without asking the system.
    const std::string& mainName() const { return m_mainName; }

    // The file that the library calls by this name, the same one each time while it is open; null
    // where it cannot be had.
    std::shared_ptr<const PositionedFile> open(const std::string& name);

    // Why the last one that could not be had was not, since this was asked before.
    std::optional<Error> takeRefusal();

private:
    std::shared_ptr<const PositionedFile> openOther(const std::string& name);
    void note(const std::string& name, Error error);

    std::shared_ptr<const PositionedFile> m_main;
    std::string m_mainName;
    std::shared_ptr<OtherFiles> m_others;
    std::map<std::string, std::weak_ptr<const PositionedFile>> m_open; // by name
    std::optional<Error> m_refusal;
    std::string m_refused; // the name, without folders
};

} // namespace tessera
