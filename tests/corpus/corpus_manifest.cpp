// SPDX-License-Identifier: MIT
// Every row of the manifest behaves as its verdict says, and every array whose axes or picture are
// stated is understood and drawn as stated. Prints a line for each, and how many axes were found.
#include "core/base/temporary_folder.h"
#include "tests/corpus/array_trial.h"
#include "tests/corpus/walk_options.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

using namespace tessera;
using namespace tessera::corpus;

namespace {

constexpr int skipped = 77; // as CMakeLists.txt tells ctest

struct Score {
    int right = 0;
    int all = 0;

    void add(bool isRight)
    {
        ++all;
        right += isRight ? 1 : 0;
    }
};

class ManifestWalk {
public:
    ManifestWalk(const WalkOptions& options, const std::filesystem::path& scratch)
        : m_rules{TESSERA_CLI, TESSERA_CORPUS, scratch, {options.patience}, options.mostBytes}
    {
    }

    // What is not read yet is refused, and its axes are not asked for.
    void tryItem(const Item& item)
    {
        const Visit visit = visitByCommandLine(item, m_rules);
        if (visit.outcome == Outcome::Refused)
            m_refused.push_back(item.path);
        fmt::print("{} {:<8} {}\n", visit.faults.empty() ? "ok   " : "FAULT", nameOf(visit.outcome),
            item.path);
        tell(visit.faults);
    }

    void tryStated(const StatedArray& array)
    {
        if (std::ranges::find(m_refused, array.path) != m_refused.end())
            return;
        const ArrayTrial trial = tryArray(array, m_rules);
        fmt::print("{} {:<8} by samples {:<8} {:<10} {} {}\n",
            trial.faults.empty() ? "ok   " : "FAULT", trial.axes, trial.axesWithoutClaims,
            !trial.hasPicture ? "" : (trial.isPictureEqual ? "equal" : "different"), array.path,
            array.dataset);
        tell(trial.faults);
        if (trial.hasPicture)
            m_pictures.add(trial.isPictureEqual);
        if (array.axes.empty())
            return;
        m_claimed.add(trial.areRight);
        m_sampled.add(trial.areRightWithoutClaims);
        m_drawnRight.add(trial.areRightWithoutClaims || trial.isTimeForDepth);
    }

    bool summary() const
    {
        const auto line = [](const char* what, const Score& score) {
            fmt::print("{:<60} {} of {}\n", what, score.right, score.all);
        };
        line("axes as stated", m_claimed);
        line("axes as stated, by samples and extents alone", m_sampled);
        line("the same, but for time and depth", m_drawnRight);
        line("pictures as numpy's", m_pictures);
        fmt::print("{} faults\n", m_faults);
        return m_faults == 0;
    }

private:
    void tell(const std::vector<std::string>& faults)
    {
        m_faults += faults.size();
        for (const std::string& fault : faults)
            fmt::print("      {}\n", fault);
    }

    VisitRules m_rules;
    std::vector<std::string> m_refused;
    Score m_claimed;
    Score m_sampled;
    Score m_drawnRight;
    Score m_pictures;
    std::size_t m_faults = 0;
};

} // namespace

int main(int argumentCount, char** arguments)
{
    const auto options =
        walkOptionsFrom(std::span(arguments, static_cast<std::size_t>(argumentCount)).subspan(1));
    const auto scratch = TemporaryFolder::create();
    if (!options || !scratch) {
        fmt::print(stderr, "usage: {} {}\n", arguments[0], walkUsage);
        return EXIT_FAILURE;
    }
    const auto items = wantedItems(TESSERA_CORPUS, TESSERA_CORPUS_EXPECTED, *options);
    if (items.empty()) {
        fmt::print("Skipped: the corpus of real and hostile files is not at {}.\n", TESSERA_CORPUS);
        return skipped;
    }
    ManifestWalk walk(*options, scratch->path());
    for (const Item& item : items)
        if (!item.verdict.empty())
            walk.tryItem(item);
    for (const StatedArray& array : statedArrays(TESSERA_CORPUS))
        if (array.path.find(options->only) != std::string::npos)
            walk.tryStated(array);
    return walk.summary() ? EXIT_SUCCESS : EXIT_FAILURE;
}
