// SPDX-License-Identifier: MIT
#include "core/source/names_hints.h"

#include "core/base/class_limit.h"
#include "core/base/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostNameBytes = 200;

using NumberedName = std::pair<std::uint64_t, std::string>;

// Of {"0": "glass"} or {"glass": 0}; empty where it is neither.
std::vector<NumberedName> numberedNames(const OrderedJson& object)
{
    std::vector<NumberedName> names;
    if (!object.is_object() || object.size() > maxClasses)
        return names;
    names.reserve(object.size());
    for (const auto& [key, value] : object.items()) {
        const auto number = wholeNumber(key);
        if (value.is_string() && number)
            names.emplace_back(*number, value.get<std::string>());
        else if (value.is_number_unsigned())
            names.emplace_back(value.get<std::uint64_t>(), key);
        else
            return {};
    }
    std::ranges::stable_sort(names, {}, &NumberedName::first);
    return names;
}

std::vector<std::string> withoutNumbers(const std::vector<NumberedName>& numbered)
{
    std::vector<std::string> names;
    names.reserve(numbered.size());
    for (const auto& [number, name] : numbered)
        names.push_back(name);
    return names;
}

std::vector<std::string> channelLabels(const OrderedJson& omero)
{
    std::vector<std::string> labels;
    const auto* channels = memberOf(omero, "channels");
    if (channels == nullptr || !channels->is_array() || channels->size() > maxClasses)
        return labels;
    labels.reserve(channels->size());
    for (const auto& channel : *channels)
        labels.push_back(textOf(memberOf(channel, "label")));
    const bool isNamed =
        std::ranges::all_of(labels, [](const auto& label) { return !label.empty(); });
    return isNamed ? labels : std::vector<std::string>();
}

std::vector<std::string> namesIn(const AttributeFact& fact)
{
    if (fact.texts.size() != 1)
        return fact.texts;
    const auto& text = fact.texts.front();
    if (const auto json = parsedJson(text); json && json->is_object()) {
        auto labels = channelLabels(*json);
        return labels.empty() ? withoutNumbers(numberedNames(*json)) : labels;
    }
    // A blank or a colon may be part of a name.
    const bool isList = text.find_first_of("[,;") != std::string::npos;
    return isList ? listOf(fact) : fact.texts;
}

// Names of regions, which a pixel may lie in several of.
std::vector<std::string> regionNames(const OrderedJson& labels)
{
    const auto isBackground = [](const OrderedJson& value) {
        const auto numbers =
            value.is_number() ? std::vector{value.get<double>()} : numbersOf(&value);
        return std::ranges::all_of(numbers, [](double number) { return number == 0; });
    };
    std::vector<std::string> names;
    names.reserve(labels.size());
    for (const auto& [key, value] : labels.items())
        if (!isBackground(value) && key != "ignore")
            names.push_back(key);
    return names;
}

// Too few names are better than none; of too many it is not known which are meant. A single one is
// no list of names, but a remark.
void nameSome(Meaning& meaning, const NamesClaim& claim, std::uint64_t classes)
{
    if (claim.names.size() < 2)
        return;
    if (claim.names.size() > classes) {
        meaning.classNamesReason = fmt::format("{} has {} names for {} class{}: they are not used.",
            claim.source, claim.names.size(), classes, classes == 1 ? "" : "es");
        return;
    }
    meaning.classNames = claim.names;
    meaning.classNames.reserve(classes);
    for (auto index = claim.names.size(); index < classes; ++index)
        meaning.classNames.push_back(fmt::format("class {}", index));
    meaning.classNamesReason =
        fmt::format("{} names {} of {}.", claim.source, claim.names.size(), classes);
}

} // namespace

std::vector<std::string> shownNames(std::vector<std::string> names)
{
    if (names.size() > maxClasses)
        names.resize(maxClasses);
    for (auto& name : names)
        name = toPlainText(name, mostNameBytes);
    return names;
}

std::vector<NamesClaim> namesClaims(const AttributeSet& attributes)
{
    std::vector<NamesClaim> claims;
    for (std::uint32_t above = 0; above <= attributes.highest(); ++above)
        for (const char* name : namesAttributes)
            if (const auto* fact = attributes.find(name, above))
                if (auto names = namesIn(*fact); !names.empty())
                    claims.push_back({shownNames(std::move(names)), sourceOf(*fact), {}});
    return claims;
}

void nameClasses(Meaning& meaning, const ArrayInfo& info)
{
    const auto dimension = meaning.axes.dimensionOf(Axis::Class);
    const std::uint64_t channels = dimension ? info.shape[*dimension] : 1;
    const std::uint64_t classes = channels == 1 && meaning.scale.isBinary ? 2 : channels;
    const auto fits = [&](const NamesClaim& claim) { return claim.names.size() == classes; };
    const auto& hints = info.hints;
    const NamesClaim own{
        hints.classNames, hints.classNamesSource.empty() ? "The file" : hints.classNamesSource, {}};
    const auto other = std::ranges::find_if(hints.otherNames, fits);
    if (!fits(own) && other == hints.otherNames.end()) {
        nameSome(meaning, own, classes);
        return;
    }
    const NamesClaim& claim = fits(own) ? own : *other;
    meaning.classNames = claim.names;
    meaning.classNamesReason =
        fmt::format("{} names them.{}{}", claim.source, claim.note.empty() ? "" : " ", claim.note);
}

std::vector<NamesClaim> datasetJsonNames(std::string_view text, const std::string& source)
{
    const auto json = parsedJson(text);
    const auto* labels = json ? memberOf(*json, "labels") : nullptr;
    if (labels == nullptr || !labels->is_object() || labels->size() > maxClasses)
        return {};
    const auto isList = [](const auto& entry) { return entry.is_array(); };
    if (std::ranges::any_of(*labels, isList))
        return {{shownNames(regionNames(*labels)), source,
            "They are regions that overlap: a pixel may lie in several, and is shown as the most "
            "probable one."}};
    auto names = withoutNumbers(numberedNames(*labels));
    if (names.empty())
        return {};
    auto predicted = names; // nobody predicts what is to be ignored
    std::erase(predicted, "ignore");
    std::vector<NamesClaim> claims{{shownNames(std::move(predicted)), source, {}}};
    if (claims.front().names.size() != names.size())
        claims.push_back({shownNames(std::move(names)), source, {}});
    return claims;
}

} // namespace tessera
