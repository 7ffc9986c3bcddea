// SPDX-License-Identifier: MIT
#include "tests/corpus/cli_visit.h"

#include "tests/corpus/refusal.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tessera::corpus {

namespace {

using Json = nlohmann::json;

constexpr int ok = 0;
constexpr int lastKnownCode = 3;
constexpr int damagedCode = 3;
constexpr std::uint64_t bytesOfPixel = 3; // in the picture
constexpr std::size_t mostChosen = 3;

class Visitor {
public:
    Visitor(const Item& item, const VisitRules& rules)
        : m_rules(rules)
        , m_path((rules.corpus / item.path).string())
        , m_allowed(item.allowed)
    {
    }

    Visit visit()
    {
        const Trial info = call({"info", m_path, "--json"});
        judge("info", info);
        const Json answer = Json::parse(info.output, nullptr, false);
        if (info.exitCode == ok)
            m_visit.outcome = lookAt(answer);
        if (!m_allowed.has(m_visit.outcome) && m_visit.faults.empty())
            fault("verdict", fmt::format("it {}", nameOf(m_visit.outcome)), m_visit.said);
        return std::move(m_visit);
    }

private:
    Outcome lookAt(const Json& answer)
    {
        if (answer.is_discarded() || !answer.is_object()) {
            fault("info", "what it says is no JSON", {});
            return Outcome::Refused;
        }
        if (answer.contains("shape"))
            return render({}, answer);
        std::size_t chosen = 0;
        for (const Json& entry : answer.value("datasets", Json::array()))
            if (entry.value("suitable", false) && chosen++ < mostChosen)
                render(entry.value("path", std::string()), Json::object());
        if (chosen == 0)
            fault("info", "it offers a choice of nothing", {});
        return Outcome::Choice;
    }

    Outcome render(const std::string& dataset, const Json& info)
    {
        const auto picture = (m_rules.scratch / "picture.npy").string();
        std::vector<std::string> words{"render", m_path, "-o", picture};
        if (!dataset.empty())
            words.insert(words.end(), {"--dataset", dataset});
        const Trial trial = call(words);
        std::error_code ignored;
        std::filesystem::remove(picture, ignored);
        // A picture larger than what may be written here was refused by the system.
        if (isTooLargeToWrite(info) && trial.errors.find("picture.npy") != std::string::npos)
            return Outcome::Opened;
        judge("render", trial);
        if (trial.exitCode == ok)
            return Outcome::Opened;
        return trial.exitCode == damagedCode ? Outcome::Damaged : Outcome::Refused;
    }

    bool isTooLargeToWrite(const Json& info) const
    {
        const auto rows = info.value("rows", std::uint64_t{0});
        const auto columns = info.value("columns", std::uint64_t{0});
        return columns != 0 && rows > m_rules.limits.writtenBytes / bytesOfPixel / columns;
    }

    Trial call(std::vector<std::string> words)
    {
        words.insert(words.begin(), m_rules.program.string());
        Trial trial = tryProgram(words, m_rules.limits);
        m_visit.slowest = std::max(m_visit.slowest, trial.time);
        m_visit.peakBytes = std::max(m_visit.peakBytes, trial.peakBytes);
        return trial;
    }

    void judge(const std::string& name, const Trial& trial)
    {
        if (trial.wasTooSlow)
            return fault(name, fmt::format("no answer after {} ms", trial.time.count()), {});
        if (trial.signal != 0)
            return fault(name, fmt::format("ended by signal {}", trial.signal), trial.errors);
        if (trial.exitCode < ok || trial.exitCode > lastKnownCode)
            return fault(name, fmt::format("exit code {}", trial.exitCode), trial.errors);
        if (trial.leftPrograms)
            fault(name, "it left a program behind", {});
        if (m_rules.mostBytes != 0 && trial.peakBytes > m_rules.mostBytes)
            fault(name, fmt::format("{} MB of memory", trial.peakBytes / 1'000'000), {});
        if (trial.exitCode == ok)
            return;
        m_visit.said = trial.errors;
        if (const auto why = whyUnclear(trial.errors, m_path, trial.exitCode == damagedCode);
            !why.empty())
            fault(name, why, trial.errors);
    }

    void fault(const std::string& call, const std::string& what, const std::string& said)
    {
        constexpr std::size_t mostShown = 600;
        m_visit.faults.push_back(said.empty()
                ? fmt::format("{}: {}", call, what)
                : fmt::format("{}: {}; it said: {}", call, what, said.substr(0, mostShown)));
    }

    const VisitRules& m_rules;
    std::string m_path;
    Outcomes m_allowed;
    Visit m_visit;
};

} // namespace

Visit visitByCommandLine(const Item& item, const VisitRules& rules)
{
    return Visitor(item, rules).visit();
}

} // namespace tessera::corpus
