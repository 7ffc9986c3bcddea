// SPDX-License-Identifier: MIT
// v0 and v1: the way one writes it first. A pixel is a list of probabilities, a row a list of
// pixels, the volume a list of rows.
#include "core/kernel/ladder_steps.h"

#include <charconv>
#include <string>
#include <string_view>

namespace tessera::ladder {

namespace {

using PixelValues = std::vector<double>;
using RowOfPixels = std::vector<PixelValues>;
using Volume = std::vector<RowOfPixels>;

Volume emptyVolume(const LadderShape& shape)
{
    const RowOfPixels row(static_cast<std::size_t>(shape.columns));
    Volume volume(static_cast<std::size_t>(shape.rows), row);
    return volume;
}

// Takes the next number of a line, or says that there is none. (from_chars reads the same numbers
// whatever the language of the system.)
bool takeNumber(std::string_view& line, double& number)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return error == std::errc{};
}

// A class at a time: each text adds one number to every pixel.
Result<Volume> parseVolume(const LadderInput& input)
{
    Volume volume = emptyVolume(input.shape);
    std::string line;
    for (std::int64_t index = 0; index < input.shape.classes; ++index) {
        const auto text = input.openText(index);
        for (RowOfPixels& row : volume) {
            if (!std::getline(*text, line))
                return endedEarly();
            std::string_view rest = line;
            for (PixelValues& pixel : row)
                if (!takeNumber(rest, pixel.emplace_back()))
                    return endedEarly();
        }
    }
    return volume;
}

Result<Volume> readVolume(const LadderInput& input)
{
    Volume volume = emptyVolume(input.shape);
    const auto file = input.openBinary();
    for (RowOfPixels& row : volume)
        for (PixelValues& pixel : row) {
            pixel.resize(static_cast<std::size_t>(input.shape.classes));
            if (auto read = readNumbers(*file, pixel); !read)
                return std::unexpected(read.error());
        }
    return volume;
}

LadderPicture colourPixelByPixel(const Volume& volume, const LadderInput& input)
{
    LadderPicture picture;
    for (const RowOfPixels& row : volume)
        for (const PixelValues& pixel : row) {
            double best = 0;
            Rgb colour; // black until a class is above nothing
            for (std::size_t index = 0; index < pixel.size(); ++index)
                if (pixel[index] > best) {
                    best = pixel[index];
                    colour = input.colours[index].rgb;
                }
            best = std::min(best, 1.0);
            for (const std::uint8_t channel : {colour.red, colour.green, colour.blue})
                picture.push_back(static_cast<std::uint8_t>(channel * best));
        }
    return picture;
}

} // namespace

// Teaches: text costs more than everything that is done with it. Three bytes of text stand for one
// byte of number, each digit is looked at, and every pixel is an allocation of its own.
Result<LadderPicture> climbTextRows(const LadderInput& input)
{
    const auto volume = parseVolume(input);
    if (!volume)
        return std::unexpected(volume.error());
    return colourPixelByPixel(*volume, input);
}

// Teaches: binary numbers need no parsing. What remains is the price of the small lists: memory for
// their headers, and a jump to another place for every pixel.
Result<LadderPicture> climbBinaryRows(const LadderInput& input)
{
    const auto volume = readVolume(input);
    if (!volume)
        return std::unexpected(volume.error());
    return colourPixelByPixel(*volume, input);
}

} // namespace tessera::ladder
