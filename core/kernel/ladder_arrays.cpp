// SPDX-License-Identifier: MIT
// v2 to v4: one operation at a time over whole arrays, as numpy does it.
#include "core/kernel/ladder_steps.h"

#include <array>
#include <limits>

namespace tessera::ladder {

namespace {

constexpr std::int64_t noClass = -1;

// Each of these is what one line of numpy does: it walks over all pixels and leaves a new array.

std::vector<double> maximumOf(std::span<const double> numbers, std::size_t classes)
{
    std::vector<double> best(numbers.size() / classes);
    for (std::size_t pixel = 0; pixel < best.size(); ++pixel)
        for (std::size_t index = 0; index < classes; ++index)
            if (numbers[pixel * classes + index] > best[pixel])
                best[pixel] = numbers[pixel * classes + index];
    return best;
}

// The first class that has the maximum; none where nothing is positive.
std::vector<std::int64_t> winnerOf(
    std::span<const double> numbers, std::span<const double> best, std::size_t classes)
{
    std::vector<std::int64_t> winner(best.size(), noClass);
    for (std::size_t pixel = 0; pixel < best.size(); ++pixel)
        for (std::size_t index = classes; index-- > 0;)
            if (best[pixel] > 0 && numbers[pixel * classes + index] == best[pixel])
                winner[pixel] = static_cast<std::int64_t>(index);
    return winner;
}

std::vector<double> coloursOf(std::span<const std::int64_t> winner, const ColourTable& table)
{
    std::vector<double> colours(3 * winner.size());
    for (std::size_t pixel = 0; pixel < winner.size(); ++pixel)
        if (winner[pixel] != noClass) {
            const Rgb rgb = table[static_cast<std::size_t>(winner[pixel])].rgb;
            colours[3 * pixel] = rgb.red;
            colours[3 * pixel + 1] = rgb.green;
            colours[3 * pixel + 2] = rgb.blue;
        }
    return colours;
}

std::vector<double> timesBest(std::span<const double> colours, std::span<const double> best)
{
    std::vector<double> product(colours.size());
    for (std::size_t value = 0; value < colours.size(); ++value)
        product[value] = colours[value] * std::min(best[value / 3], 1.0);
    return product;
}

LadderPicture truncated(std::span<const double> product)
{
    LadderPicture picture(product.size());
    for (std::size_t value = 0; value < product.size(); ++value)
        picture[value] = static_cast<std::uint8_t>(product[value]);
    return picture;
}

// The lean way needs 16 bits a pixel beside its input: the best value takes the place of class 0.
using NarrowClass = std::uint16_t;
constexpr NarrowClass noNarrowClass = std::numeric_limits<NarrowClass>::max();

void findWinners(std::span<double> numbers, std::size_t classes, std::span<NarrowClass> winner)
{
    for (std::size_t pixel = 0; pixel < winner.size(); ++pixel) {
        const bool isPositive = numbers[pixel * classes] > 0;
        winner[pixel] = isPositive ? NarrowClass{0} : noNarrowClass;
        if (!isPositive)
            numbers[pixel * classes] = 0;
    }
    for (std::size_t index = 1; index < classes; ++index)
        for (std::size_t pixel = 0; pixel < winner.size(); ++pixel) {
            double& best = numbers[pixel * classes];
            const double number = numbers[pixel * classes + index];
            if (number > best) {
                best = number;
                winner[pixel] = static_cast<NarrowClass>(index);
            }
        }
}

void colourChannels(std::span<const double> numbers, std::size_t classes,
    std::span<const NarrowClass> winner, const ColourTable& table, std::span<std::uint8_t> picture)
{
    const std::array channels{&Rgb::red, &Rgb::green, &Rgb::blue};
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
        for (std::size_t pixel = 0; pixel < winner.size(); ++pixel)
            if (winner[pixel] != noNarrowClass) {
                const double full = table[winner[pixel]].rgb.*channels.at(channel);
                picture[3 * pixel + channel] =
                    static_cast<std::uint8_t>(full * std::min(numbers[pixel * classes], 1.0));
            }
}

void colourLean(std::span<double> numbers, const LadderInput& input,
    std::vector<NarrowClass>& winner, std::span<std::uint8_t> picture)
{
    const auto classes = static_cast<std::size_t>(input.shape.classes);
    winner.resize(numbers.size() / classes);
    findWinners(numbers, classes, winner);
    colourChannels(numbers, classes, winner, input.colours, picture);
}

} // namespace

// Teaches: whole arrays get rid of the small lists and of most of the time. But every operation
// leaves a temporary as large as the picture or larger, and each has to be fetched from memory
// again by the next.
Result<LadderPicture> climbWholeArrays(const LadderInput& input)
{
    const auto numbers = readAll(input);
    if (!numbers)
        return std::unexpected(numbers.error());
    const auto classes = static_cast<std::size_t>(input.shape.classes);
    const auto best = maximumOf(*numbers, classes);
    const auto winner = winnerOf(*numbers, best, classes);
    const auto colours = coloursOf(winner, input.colours);
    const auto product = timesBest(colours, best);
    return truncated(product);
}

// Teaches: smaller types and work in place spare memory, and with it time: what is never written
// need not be read again. The input is still there as a whole.
Result<LadderPicture> climbLeanArrays(const LadderInput& input)
{
    auto numbers = readAll(input);
    if (!numbers)
        return std::unexpected(numbers.error());
    LadderPicture picture = emptyPicture(input.shape);
    std::vector<NarrowClass> winner;
    colourLean(*numbers, input, winner, picture);
    return picture;
}

// Teaches: a few rows at a time do the same in a fraction of the memory, because the same small
// arrays serve all chunks and stay in the processor's cache.
Result<LadderPicture> climbLeanChunks(const LadderInput& input)
{
    const auto file = input.openBinary();
    LadderPicture picture = emptyPicture(input.shape);
    std::vector<double> numbers;
    std::vector<NarrowClass> winner;
    const std::int64_t height = rowsOfChunk(input.shape);
    for (std::int64_t row = 0; row < input.shape.rows; row += height) {
        const LadderShape part{
            std::min(height, input.shape.rows - row), input.shape.columns, input.shape.classes};
        numbers.resize(countOf(part));
        if (auto read = readNumbers(*file, numbers); !read)
            return std::unexpected(read.error());
        colourLean(numbers, input, winner,
            std::span(picture).subspan(static_cast<std::size_t>(3 * row * part.columns)));
    }
    return picture;
}

} // namespace tessera::ladder
