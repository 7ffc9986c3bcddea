// SPDX-License-Identifier: MIT
#include "tests/corpus/array_trial.h"

#include "core/session/open_memory.h"
#include "core/source/open_source.h"
#include "core/source/understanding.h"
#include "tests/corpus/sha256.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tessera::corpus {

namespace {

using Json = nlohmann::json;
using Shape = std::vector<std::uint64_t>;

// The letters of dimensions that matter.
std::string longOnes(const std::string& letters, const Shape& shape)
{
    std::string kept;
    for (std::size_t dimension = 0; dimension < std::min(letters.size(), shape.size()); ++dimension)
        if (shape[dimension] != 1)
            kept += letters[dimension];
    return letters.size() == shape.size() ? kept : letters;
}

std::string withDepthForTime(std::string letters)
{
    if (letters.find('z') == std::string::npos)
        std::ranges::replace(letters, 't', 'z');
    return letters;
}

// The elements of a NumPy file of format 1.0.
std::string hashOfElements(const std::filesystem::path& npy)
{
    constexpr std::size_t headerAt = 10;
    constexpr std::size_t lengthAt = 8;
    std::ifstream file(npy, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    if (all.size() < headerAt)
        return {};
    const auto byteAt = [&](std::size_t at) { return static_cast<unsigned char>(all[at]); };
    const std::size_t length = byteAt(lengthAt) + 256U * byteAt(lengthAt + 1);
    if (all.size() < headerAt + length)
        return {};
    return sha256(std::as_bytes(std::span(all)).subspan(headerAt + length));
}

class Trier {
public:
    Trier(const StatedArray& array, const VisitRules& rules)
        : m_array(array)
        , m_rules(rules)
        , m_path((rules.corpus / array.path).string())
    {
    }

    ArrayTrial go()
    {
        askInfo();
        if (m_trial.isOpen && !m_array.axes.empty())
            lookWithoutClaims();
        if (m_trial.isOpen && !m_array.rgbHash.empty())
            comparePicture();
        return std::move(m_trial);
    }

private:
    std::string location() const
    {
        return m_array.dataset.empty() ? m_path : m_path + "::" + m_array.dataset;
    }

    void askInfo()
    {
        const Trial info =
            tryProgram({m_rules.program.string(), "info", location(), "--json"}, m_rules.limits);
        const Json answer = Json::parse(info.output, nullptr, false);
        m_trial.isOpen = info.exitCode == 0 && answer.is_object() && answer.contains("shape");
        if (!m_trial.isOpen)
            m_trial.faults.emplace_back("it did not open: " + info.errors);
        m_shape = answer.value("shape", Shape{});
        m_trial.axes = answer.value("axes", std::string{});
        if (m_array.axes.empty())
            return;
        m_trial.areRight = longOnes(m_trial.axes, m_shape) == longOnes(m_array.axes, m_shape);
        if (!m_trial.areRight)
            m_trial.faults.push_back(
                fmt::format("its axes are {}, not {}", m_array.axes, m_trial.axes));
    }

    void lookWithoutClaims()
    {
        const auto volume = openVolume({m_path, m_array.dataset}, OpenLimits{usualOpenMemory()});
        if (!volume || !volume->array) {
            m_trial.faults.emplace_back("it does not open a second time");
            return;
        }
        OpenedArray array = *volume->array;
        array.info.hints = {};
        const auto meaning = understand(array, {}, {});
        if (!meaning)
            return m_trial.faults.push_back(meaning.error().message);
        m_trial.axesWithoutClaims = toText(meaning->axes);
        const auto found = longOnes(m_trial.axesWithoutClaims, m_shape);
        const auto stated = longOnes(m_array.axes, m_shape);
        m_trial.areRightWithoutClaims = found == stated;
        m_trial.isTimeForDepth =
            !m_trial.areRightWithoutClaims && withDepthForTime(found) == withDepthForTime(stated);
    }

    void comparePicture()
    {
        const auto picture = m_rules.scratch / "picture.npy";
        const Trial render = tryProgram({m_rules.program.string(), "render", location(),
                                            "--palette", "talk", "-o", picture.string()},
            m_rules.limits);
        m_trial.hasPicture = true;
        m_trial.isPictureEqual = render.exitCode == 0 && hashOfElements(picture) == m_array.rgbHash;
        std::error_code ignored;
        std::filesystem::remove(picture, ignored);
        if (!m_trial.isPictureEqual)
            m_trial.faults.push_back("its picture is not that of numpy. " + render.errors);
    }

    const StatedArray& m_array;
    const VisitRules& m_rules;
    std::string m_path;
    Shape m_shape;
    ArrayTrial m_trial;
};

} // namespace

ArrayTrial tryArray(const StatedArray& array, const VisitRules& rules)
{
    return Trier(array, rules).go();
}

} // namespace tessera::corpus
