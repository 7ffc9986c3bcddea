// SPDX-License-Identifier: MIT
#include "app/options/reading_options.h"

#include "core/source/reading_text.h"

#include <CLI/CLI.hpp>

#include <string>

namespace tessera {

namespace {

template <class Value>
Value orMistake(const std::optional<Value>& parsed, const char* option, const char* rule)
{
    if (!parsed)
        throw CLI::ValidationError(option, rule);
    return *parsed;
}

} // namespace

void addReadingOptions(CLI::App& command, ReadingWish& wish)
{
    command
        .add_option_function<std::string>(
            "--axes",
            [&wish](const std::string& text) {
                wish.axes = orMistake(parseAxes(text), "--axes",
                    "names each dimension once, of t z y x c, and b for a batch: zyxc");
            },
            "What the dimensions are, slowest first: a letter each, of t z y x c, b for a batch "
            "(default: by evidence)")
        ->option_text("zyxc");
    command
        .add_option_function<std::string>(
            "--scale",
            [&wish](const std::string& text) {
                wish.scale = orMistake(parseScale(text), "--scale",
                    "is stored, percent, logits, sigmoid, or two numbers: 0..255");
            },
            "What the numbers are: stored (0 to 1, or to the maximum of an integer type), percent, "
            "logits (softmax), sigmoid (independent logits), or the numbers that mean 0 and 1 "
            "(default: by evidence)")
        ->option_text("stored|percent|logits|sigmoid|LOW..HIGH");
    command.add_flag_function(
        "--binary", [&wish](std::int64_t) { wish.isBinary = true; },
        "One channel p is two classes: background 1 - p, foreground p");
    command
        .add_option_function<std::string>(
            "--plane",
            [&wish](const std::string& text) {
                wish.plane = orMistake(parsePlaneAxes(text), "--plane", "is xy, xz or yz");
            },
            "Which plane of a volume: xy, xz (rows z) or yz (rows z, columns y)")
        ->option_text("xy|xz|yz")
        ->default_str("xy");
}

} // namespace tessera
