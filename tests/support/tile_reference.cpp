// SPDX-License-Identifier: MIT
#include "tests/support/tile_reference.h"

#include <cmath>

namespace tessera::test {

namespace {

double withoutNan(double value)
{
    constexpr double standsForNan = -1e9;
    return std::isnan(value) ? standsForNan : value;
}

struct Sum {
    double sum = 0;
    std::uint64_t count = 0;
};

// The samples of one plane, as what they are measured in: probabilities, or values of an image.
class Plane {
public:
    Plane(const FakeSource& source, const TileSubject& subject)
        : m_source(source)
        , m_subject(subject)
    {
    }

    double at(std::int64_t row, std::int64_t column, std::int64_t index) const
    {
        const double stored = m_source.valueAt(m_subject.plane, row, column, index);
        if (m_subject.kind == TileKind::Image)
            return stored;
        if (m_source.info().type == ElementType::UInt8)
            return stored / 255.0;
        return m_source.info().type == ElementType::UInt16 ? stored / 65535.0 : stored;
    }

    Sum sum(int level, std::int64_t row, std::int64_t column, std::int64_t index) const
    {
        const PlaneShape shape = m_source.info().plane;
        if ((row << level) >= shape.rows || (column << level) >= shape.columns)
            return {};
        if (level == 0) {
            const double value = at(row, column, index);
            return std::isfinite(value) ? Sum{value, 1} : Sum{};
        }
        const Sum nw = sum(level - 1, 2 * row, 2 * column, index);
        const Sum ne = sum(level - 1, 2 * row, 2 * column + 1, index);
        const Sum sw = sum(level - 1, 2 * row + 1, 2 * column, index);
        const Sum se = sum(level - 1, 2 * row + 1, 2 * column + 1, index);
        return {(nw.sum + ne.sum) + (sw.sum + se.sum), nw.count + ne.count + sw.count + se.count};
    }

    std::vector<double> pixel(
        int level, std::int64_t row, std::int64_t column, TileQuality quality) const
    {
        std::vector<double> values;
        for (std::int64_t index = 0; index < m_source.info().classes; ++index) {
            if (quality == TileQuality::Sampled || level == 0) {
                values.push_back(at(row << level, column << level, index));
                continue;
            }
            const Sum all = sum(level, row, column, index);
            values.push_back(
                all.count == 0 ? std::nan("") : all.sum / static_cast<double>(all.count));
        }
        return values;
    }

private:
    const FakeSource& m_source;
    const TileSubject& m_subject;
};

void addClass(const std::vector<double>& values, bool isRounded, TileContents& contents)
{
    auto code = specialCode<std::uint16_t>(SpecialCode::None);
    double best = 0;
    bool hasNumber = false;
    for (std::size_t index = 0; index < values.size(); ++index) {
        hasNumber = hasNumber || !std::isnan(values[index]);
        if (values[index] > best) {
            best = values[index];
            code = static_cast<std::uint16_t>(index);
        }
    }
    if (!hasNumber) {
        code = specialCode<std::uint16_t>(SpecialCode::NotANumber);
        ++contents.counts.notANumber;
    }
    contents.counts.clamped += best > 1 ? 1 : 0;
    contents.codes.push_back(code);
    contents.numbers.push_back(isRounded ? static_cast<double>(static_cast<float>(best)) : best);
}

void addImage(
    const std::vector<double>& values, bool isRounded, bool isInteger, TileContents& contents)
{
    constexpr double half = 0.5;
    for (const double value : values) {
        const double rounded =
            isInteger ? std::floor(value + half) : static_cast<double>(static_cast<float>(value));
        contents.numbers.push_back(withoutNan(isRounded ? rounded : value));
    }
}

double asProbability(ElementType type, double stored)
{
    if (type == ElementType::UInt8)
        return stored / 255.0;
    return type == ElementType::UInt16 ? stored / 65535.0 : stored;
}

std::uint16_t widened(std::uint8_t code)
{
    constexpr std::uint8_t firstSpecial = 0xFC;
    constexpr std::uint16_t highByte = 0xFF00;
    return code >= firstSpecial ? static_cast<std::uint16_t>(highByte | code) : code;
}

} // namespace

std::shared_ptr<FakeSource> fakeSource(const FakeSpec& spec)
{
    return std::make_shared<FakeSource>(spec);
}

SubjectPtr subjectOf(const std::shared_ptr<FakeSource>& source, std::int64_t edge, TileKind kind,
    PlanePosition plane)
{
    return std::make_shared<const TileSubject>(TileSubject{nextSubjectId(), source, plane, kind,
        Measure::TopProbability, TileGrid(source->info().plane, edge)});
}

std::vector<TileWish> allWishes(const SubjectPtr& subject, std::int32_t level, TileQuality quality)
{
    const TileRange all = subject->grid.tilesAt(level);
    std::vector<TileWish> wishes;
    for (std::int32_t row = 0; row < all.endRow; ++row)
        for (std::int32_t column = 0; column < all.endColumn; ++column)
            wishes.push_back({subject, {subject->id, level, row, column}, quality});
    return wishes;
}

TileContents contentsOf(const Tile& tile)
{
    TileContents contents;
    contents.counts = tile.counts;
    const bool isImage = tile.subject->kind == TileKind::Image;
    if (tile.wideCodes)
        for (const std::uint16_t code : tile.codes.as<const std::uint16_t>())
            contents.codes.push_back(code);
    else
        for (const std::uint8_t code : tile.codes.as<const std::uint8_t>())
            contents.codes.push_back(widened(code));
    withElementType(tile.numberType, [&]<class Number>(Number) {
        for (const Number number : tile.numbers.as<const Number>()) {
            const auto stored = static_cast<double>(number);
            contents.numbers.push_back(
                withoutNan(isImage ? stored : asProbability(tile.numberType, stored)));
        }
    });
    return contents;
}

TileContents expectedContents(
    const FakeSource& source, const TileSubject& subject, const TileKey& key, TileQuality quality)
{
    TileContents contents;
    const Plane plane(source, subject);
    const PixelRect rect = subject.grid.tileRect(key.level, key.row, key.column);
    const bool isRounded = key.level > 0;
    const ElementType type = source.info().type;
    const bool isInteger = type == ElementType::UInt8 || type == ElementType::UInt16;
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row)
        for (std::int64_t column = rect.column; column < rect.column + rect.columns; ++column)
            if (const auto pixel = plane.pixel(key.level, row, column, quality);
                subject.kind == TileKind::Image)
                addImage(pixel, isRounded, isInteger, contents);
            else
                addClass(pixel, isRounded, contents);
    return contents;
}

TileContents marked(TileContents contents)
{
    constexpr auto notANumber = specialCode<std::uint16_t>(SpecialCode::NotANumber);
    for (std::size_t pixel = 0; pixel < contents.codes.size(); ++pixel)
        if (contents.codes[pixel] == notANumber) {
            contents.codes[pixel] = specialCode<std::uint16_t>(SpecialCode::Damaged);
            contents.numbers[pixel] = 0;
            --contents.counts.notANumber;
        }
    return contents;
}

} // namespace tessera::test
