// SPDX-License-Identifier: MIT
// v5 to v7: one loop that does everything for a pixel before it goes to the next.
#include "core/kernel/ladder_steps.h"

namespace tessera::ladder {

namespace {

// An array with three indices, as numba sees one: every access computes where the number stands.
struct Array3d {
    std::vector<double> numbers;
    LadderShape shape;

    double at(std::int64_t row, std::int64_t column, std::int64_t index) const
    {
        return numbers[static_cast<std::size_t>(
            (row * shape.columns + column) * shape.classes + index)];
    }
};

struct FullColour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

// Entry 0 is black, for pixels that have no class; class i is entry i + 1. So the loop need not
// ask.
std::vector<FullColour> fullColours(const ColourTable& table)
{
    std::vector<FullColour> colours(1);
    colours.reserve(table.size() + 1);
    for (const ClassColour& entry : table)
        colours.push_back({static_cast<double>(entry.rgb.red), static_cast<double>(entry.rgb.green),
            static_cast<double>(entry.rgb.blue)});
    return colours;
}

// `Classes` is the number of classes where it is known when this is compiled, so that the inner
// loop is unrolled; 0 takes it from `classes`.
template <std::size_t Classes>
void colourPixels(const double* numbers, std::size_t pixels, std::size_t classes,
    const FullColour* colours, std::uint8_t* picture)
{
    const std::size_t count = Classes != 0 ? Classes : classes;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel, numbers += count, picture += 3) {
        double best = 0;
        std::size_t winner = 0;
        for (std::size_t index = 0; index < count; ++index) {
            const bool isBetter = numbers[index] > best;
            winner = isBetter ? index + 1 : winner;
            best = isBetter ? numbers[index] : best;
        }
        best = std::min(best, 1.0);
        picture[0] = static_cast<std::uint8_t>(colours[winner].red * best);
        picture[1] = static_cast<std::uint8_t>(colours[winner].green * best);
        picture[2] = static_cast<std::uint8_t>(colours[winner].blue * best);
    }
}

void colourPlain(std::span<const double> numbers, std::size_t classes,
    const std::vector<FullColour>& colours, std::uint8_t* picture)
{
    const auto colour = [&]<std::size_t Classes>() {
        colourPixels<Classes>(
            numbers.data(), numbers.size() / classes, classes, colours.data(), picture);
    };
    switch (classes) {
    case 2:
        return colour.operator()<2>();
    case 3:
        return colour.operator()<3>();
    case 4:
        return colour.operator()<4>();
    default:
        return colour.operator()<0>();
    }
}

} // namespace

// Teaches: one pass over the input is enough. Nothing is stored between the steps of a pixel, so
// there are no temporaries at all: what is left is to read the input and to write the picture.
Result<LadderPicture> climbFusedLoop(const LadderInput& input)
{
    auto numbers = readAll(input);
    if (!numbers)
        return std::unexpected(numbers.error());
    const Array3d array{std::move(*numbers), input.shape};
    LadderPicture picture = emptyPicture(input.shape);
    std::size_t out = 0;
    for (std::int64_t row = 0; row < input.shape.rows; ++row)
        for (std::int64_t column = 0; column < input.shape.columns; ++column) {
            double best = 0;
            Rgb colour;
            for (std::int64_t index = 0; index < input.shape.classes; ++index)
                if (array.at(row, column, index) > best) {
                    best = array.at(row, column, index);
                    colour = input.colours[static_cast<std::size_t>(index)].rgb;
                }
            best = std::min(best, 1.0);
            for (const std::uint8_t channel : {colour.red, colour.green, colour.blue})
                picture[out++] = static_cast<std::uint8_t>(channel * best);
        }
    return picture;
}

// Teaches: help the compiler. Plain pointers that walk, a class count known beforehand, selections
// in place of jumps that cannot be foretold. Reading the file now costs more than the arithmetic.
Result<LadderPicture> climbFusedPointers(const LadderInput& input)
{
    const auto numbers = readAll(input);
    if (!numbers)
        return std::unexpected(numbers.error());
    LadderPicture picture = emptyPicture(input.shape);
    colourPlain(*numbers, static_cast<std::size_t>(input.shape.classes), fullColours(input.colours),
        picture.data());
    return picture;
}

// Teaches: the input never has to be in memory. A chunk is read, coloured while it is still in the
// processor's cache, and forgotten; the next takes its place.
Result<LadderPicture> climbFusedChunks(const LadderInput& input)
{
    const auto file = input.openBinary();
    const auto colours = fullColours(input.colours);
    LadderPicture picture = emptyPicture(input.shape);
    std::vector<double> numbers;
    const std::int64_t height = rowsOfChunk(input.shape);
    for (std::int64_t row = 0; row < input.shape.rows; row += height) {
        const LadderShape part{
            std::min(height, input.shape.rows - row), input.shape.columns, input.shape.classes};
        numbers.resize(countOf(part));
        if (auto read = readNumbers(*file, numbers); !read)
            return std::unexpected(read.error());
        colourPlain(numbers, static_cast<std::size_t>(part.classes), colours,
            picture.data() + 3 * row * part.columns);
    }
    return picture;
}

} // namespace tessera::ladder
