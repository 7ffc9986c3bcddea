// SPDX-License-Identifier: MIT
#include "core/source/axis_decision.h"

#include "core/source/axis_guess.h"
#include "core/source/axis_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace tessera {

namespace {

constexpr double aboutAsLikely = 0.5;

bool isComplete(const PartialAxes& axes)
{
    return std::ranges::all_of(axes, [](const auto& axis) { return axis.has_value(); });
}

// Chooses by what is claimed, seen and usual.
class AxisChoice {
public:
    AxisChoice(const OpenedArray& array, const std::stop_token& stop, std::vector<ValueBox>& boxes)
        : m_info(array.info)
        , m_claimed(claimedAxes(m_info.shape, m_info.hints.axes))
        , m_choices(classChoices(m_info.shape, m_claimed.axes))
        , m_others(classChoices(m_info.shape, nothingKnown()))
        , m_likeliest(*completed(m_info.shape, m_claimed.axes, m_choices.front().dimension))
        , m_boxes(boxes)
        , m_survey(array, m_likeliest, stop, boxes)
    {
    }

    Result<AxisDecision> decide()
    {
        if (auto looked = look(); !looked)
            return std::unexpected(std::move(looked.error()));
        AxisDecision decision =
            isComplete(m_claimed.axes) ? decisionByClaim() : decisionBySamples();
        // A claim that covers all does not bind the alternatives.
        decision.alternatives = isComplete(m_claimed.axes)
            ? alternativesTo(decision.axes, m_info, nothingKnown(), m_others)
            : alternativesTo(decision.axes, m_info, m_claimed.axes, m_choices);
        return decision;
    }

private:
    // Has no dimension that could be that of the classes.
    bool isPlane() const { return m_info.shape.size() == 2 && m_choices.size() == 1; }

    // One look is enough where the claimed classes sum up.
    Result<> look()
    {
        if (isComplete(m_claimed.axes))
            return lookAtClaim();
        if (isPlane())
            return m_survey.lookAlong(m_info.shape.size() - 1);
        if (auto looked = m_survey.lookAtSmallOnes(m_choices); !looked)
            return looked;
        return m_survey.tellingOnes().empty() ? m_survey.lookAtLargeOnes(m_choices) : Result<>{};
    }

    Result<> lookAtClaim()
    {
        const auto classes = m_choices.front().dimension;
        if (classes && m_info.shape[*classes] > 1) {
            if (auto looked = m_survey.lookAlong(*classes); !looked)
                return looked;
            if (!m_survey.tellingOnes().empty())
                return {};
        }
        return m_survey.lookAtSmallOnes(m_others, classes);
    }

    std::string textOf(const AxisFinding& finding) const
    {
        return toText(finding.sums, finding.dimension, m_info.shape[finding.dimension]);
    }

    AxisDecision decisionByClaim()
    {
        AxisDecision decision{m_likeliest, m_claimed.reason, false, {}};
        const auto classes = m_likeliest.dimensionOf(Axis::Class);
        const auto telling = m_survey.tellingOnes();
        const auto isClaimed = [&](const AxisFinding* one) { return one->dimension == classes; };
        if (telling.empty())
            return decision;
        const auto found = std::ranges::find_if(telling, isClaimed);
        if (found != telling.end()) {
            decision.reason += fmt::format(" {}, too.", textOf(**found));
            return decision;
        }
        decision.reason +=
            fmt::format(" {}, though, as only classes do: what it says may be wrong.",
                textOf(*telling.front()));
        decision.isAmbiguous = true;
        prefer(m_others, telling);
        return decision;
    }

    AxisDecision decisionBySamples()
    {
        const auto telling = m_survey.tellingOnes();
        AxisDecision decision;
        if (isPlane() || telling.empty()) {
            decision = decisionByShape();
            if (!telling.empty())
                decision.reason += fmt::format(
                    " {}, though: if its rows are pixels and its columns classes, give it the rows "
                    "and the columns of the picture as dimensions of their own.",
                    textOf(*telling.front()));
        } else {
            prefer(m_choices, telling);
            const auto classes = m_choices.front().dimension;
            const auto* const first = *std::ranges::find_if(
                telling, [&](const AxisFinding* one) { return one->dimension == classes; });
            decision.axes = *completed(m_info.shape, m_claimed.axes, classes);
            decision.reason = textOf(*first) + ": classes.";
            decision.isAmbiguous = telling.size() > 1;
            if (decision.isAmbiguous)
                decision.reason += fmt::format(" {}, too.",
                    textOf(**std::ranges::find_if(
                        telling, [&](const AxisFinding* one) { return one != first; })));
        }
        if (!m_claimed.reason.empty())
            decision.reason = m_claimed.reason + " " + decision.reason;
        return decision;
    }

    // Moves dimensions that sum up to the front, among themselves the likeliest first.
    static void prefer(
        std::vector<ClassChoice>& choices, const std::vector<const AxisFinding*>& telling)
    {
        std::ranges::stable_partition(choices, [&](const ClassChoice& choice) {
            return std::ranges::any_of(telling,
                [&](const AxisFinding* one) { return one->dimension == choice.dimension; });
        });
    }

    AxisDecision decisionByShape()
    {
        weighByNames();
        weighByNumbers();
        std::ranges::stable_sort(m_choices, std::greater(), &ClassChoice::weight);
        const ClassChoice& best = m_choices.front();
        AxisDecision decision{
            *completed(m_info.shape, m_claimed.axes, best.dimension), {}, false, {}};
        decision.isAmbiguous =
            m_choices.size() > 1 && m_choices[1].weight > aboutAsLikely * best.weight;
        const std::string found = whatWasFound();
        if (best.dimension && m_byNames)
            decision.reason = fmt::format("Dimension {} (extent {}) has as many entries as there "
                                          "are class names: classes.",
                *best.dimension + 1, m_info.shape[*best.dimension]);
        else if (best.dimension)
            decision.reason = fmt::format("{}; by its extent, dimension {} ({}) is that of the "
                                          "classes.",
                found, *best.dimension + 1, m_info.shape[*best.dimension]);
        else if (m_choices.size() == 1)
            decision.reason = "No dimension is left for classes: there is one.";
        else
            decision.reason = fmt::format(
                "{}, and by the extents none is that of the classes: there is one.", found);
        return decision;
    }

    std::string whatWasFound() const
    {
        const auto holds = [&](auto isSo) {
            return std::ranges::any_of(m_boxes,
                [&](const ValueBox& box) { return std::ranges::any_of(box.values, isSo); });
        };
        if (m_boxes.empty())
            return "No samples were looked at";
        if (!holds([](double value) { return std::isfinite(value); }))
            return "No sample that was looked at is a finite number";
        if (!holds([](double value) { return value != 0; }))
            return "All samples that were looked at are 0";
        if (m_survey.findings().empty())
            return "Its chunks are too large for a look at what sums up";
        return "Samples sum to nothing in particular along any dimension";
    }

    void weighByNames()
    {
        constexpr double certain = 10;
        const auto names = m_info.hints.classNames.size();
        const auto fits = [&](const ClassChoice& choice) {
            return choice.dimension && m_info.shape[*choice.dimension] == names;
        };
        if (names < 2 || std::ranges::count_if(m_choices, fits) != 1)
            return;
        m_byNames = true;
        std::ranges::find_if(m_choices, fits)->weight = certain;
    }

    // Neighbours in space are alike, classes are not. Logits come from several classes, unless they
    // are alike along every dimension.
    void weighByNumbers()
    {
        constexpr double alike = 1.2;
        constexpr double unlike = 2;
        constexpr std::uint64_t veryFew = 4;
        constexpr double hardly = 0.2;
        constexpr double maybe = 0.5;
        constexpr double clearlyNegative = -0.5;
        bool areAllAlike = !m_survey.findings().empty();
        for (const AxisFinding& finding : m_survey.findings()) {
            const auto choice = std::ranges::find(
                m_choices, std::optional(finding.dimension), &ClassChoice::dimension);
            areAllAlike = areAllAlike && finding.roughness && *finding.roughness < alike;
            if (choice == m_choices.end() || !finding.roughness)
                continue;
            if (*finding.roughness < alike)
                choice->weight *= m_info.shape[finding.dimension] > veryFew ? hardly : maybe;
            else if (*finding.roughness > unlike)
                choice->weight /= maybe;
        }
        const auto isNegative = [](double value) { return value < clearlyNegative; };
        const bool isOfLogits = std::ranges::any_of(m_boxes,
            [&](const ValueBox& box) { return std::ranges::any_of(box.values, isNegative); });
        const auto none =
            std::ranges::find(m_choices, std::optional<std::size_t>{}, &ClassChoice::dimension);
        if (isOfLogits && !areAllAlike && none != m_choices.end())
            none->weight *= hardly * hardly;
    }

    PartialAxes nothingKnown() const { return PartialAxes(m_info.shape.size()); }

    const ArrayInfo& m_info;
    ClaimedAxes m_claimed;
    std::vector<ClassChoice> m_choices; // the likeliest first
    std::vector<ClassChoice> m_others; // where the claim is not believed
    Axes m_likeliest;
    const std::vector<ValueBox>& m_boxes;
    AxisSurvey m_survey;
    bool m_byNames = false;
};

} // namespace

Result<AxisDecision> decideAxes(
    const OpenedArray& array, const std::stop_token& stop, std::vector<ValueBox>& boxes)
{
    if (const auto reason = whyNoPlane(array.info.shape); !reason.empty())
        return fail(ErrorCode::Unsupported, reason);
    if (classChoices(array.info.shape, PartialAxes(array.info.shape.size())).empty())
        return fail(ErrorCode::Unsupported,
            "has too many dimensions, none of which is small enough for classes");
    return AxisChoice(array, stop, boxes).decide();
}

std::vector<AxisAlternative> alternativesTo(const Axes& chosen, const ArrayInfo& info,
    const PartialAxes& known, const std::vector<ClassChoice>& choices)
{
    constexpr std::size_t most = 6;
    constexpr double leastWeight = 0.02;
    std::vector<AxisAlternative> others;
    const auto add = [&](const std::optional<Axes>& axes, const std::string& reason) {
        const bool isNew = axes && *axes != chosen
            && std::ranges::find(others, *axes, &AxisAlternative::axes) == others.end();
        if (isNew && others.size() < most)
            others.push_back({*axes, reason});
    };
    for (const ClassChoice& choice : choices)
        if (choice.weight >= leastWeight)
            add(completed(info.shape, known, choice.dimension),
                choice.dimension
                    ? fmt::format("Dimension {} (extent {}) may be that of the classes.",
                          *choice.dimension + 1, info.shape[*choice.dimension])
                    : std::string("All samples may be of one class."));
    Axes turned = chosen;
    std::ranges::replace(turned.order, Axis::Y, Axis::Batch);
    std::ranges::replace(turned.order, Axis::X, Axis::Y);
    turned.order[*chosen.dimensionOf(Axis::Y)] = Axis::X;
    add(turned, "Rows and columns may be exchanged, as some programs write them.");
    Axes timed = chosen;
    if (chosen.dimensionOf(Axis::Z).has_value() && !chosen.dimensionOf(Axis::Time))
        std::ranges::replace(timed.order, Axis::Z, Axis::Time);
    add(timed, "The slices may be times.");
    return others;
}

} // namespace tessera
