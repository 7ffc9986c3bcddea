// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

// The parts of a dataset that lie in files of their own, without any of them being opened; none
// where its samples lie in its own file. `subject` begins the sentence of an error.
// Errors: Malformed, Unsupported. May throw H5::Exception.
Result<std::vector<ExternalPart>> externalParts(
    const H5::DSetCreatPropList& creation, const std::string& subject);

// The files that the samples of a virtual dataset come from, each once, with no more than its name;
// "." is the dataset's own file, and a name with % stands for many. None where it is not virtual.
// Errors: Unsupported. May throw H5::Exception.
Result<std::vector<ExternalPart>> virtualSources(
    const H5::DSetCreatPropList& creation, const std::string& subject);

} // namespace tessera
