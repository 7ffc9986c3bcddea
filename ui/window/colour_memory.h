// SPDX-License-Identifier: MIT
#pragma once

#include "core/palette/look.h"
#include "ui/settings/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace tessera {

// Same name, same colour: learns the colours that somebody gives to single classes whose name a
// file says, and gives them to classes of that name. `names`: what the file says, one a class or
// empty. Threads: GUI thread only. The settings outlive it.
class ColourMemory {
public:
    explicit ColourMemory(Settings& settings);

    // An edit from `before` to `after`; of a series in progress only the whole counts.
    void learn(const Look& before, const Look& after, bool inProgress,
        const std::vector<std::string>& names);
    Look applied(Look look, const std::vector<std::string>& names) const;
    bool isEmpty() const;
    void forget();

private:
    Settings& m_settings;
    std::optional<Look> m_beforeSeries;
};

} // namespace tessera
