// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/attribute_text.h"
#include "core/source/meaning.h"

#include <array>
#include <string>
#include <vector>

namespace tessera {

// What attributes that name classes are called, the likeliest first.
inline constexpr std::array namesAttributes{"class_names", "classes", "class_labels", "classNames",
    "ClassNames", "labels", "label_names", "channel_names", "class_map", "id2label", "categories",
    "names", "omero"};

// The names fit to be shown, at most 4096 of at most 200 bytes each.
std::vector<std::string> shownNames(std::vector<std::string> names);

// What attributes call the classes, the likeliest first. Threads: any.
std::vector<NamesClaim> namesClaims(const AttributeSet& attributes);

// Gives the meaning the first names that the array's hints claim which are as many as there are
// classes; else those of the array itself, if they are fewer, filled up. Threads: any.
void nameClasses(Meaning& meaning, const ArrayInfo& info);

// What nnU-Net's dataset.json calls them: `labels`, of its version 1 {"0": "glass"} or 2
// {"glass": 0}, with the label "ignore" and without; or of regions {"tissue": [1, 2]}, which
// overlap. Empty where it says nothing. Threads: any.
std::vector<NamesClaim> datasetJsonNames(std::string_view text, const std::string& source);

} // namespace tessera
