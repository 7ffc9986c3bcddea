// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tessera {

// One tag of an XML text, as it stands there.
struct XmlTag {
    std::string_view name; // without a namespace: "Pixels" of <OME:Pixels …>
    std::string_view attributes; // all between the name and the end
    bool isEnd = false; // </Pixels>

    // The value, its entities replaced; empty where there is none. Any bytes.
    std::optional<std::string> attribute(std::string_view wanted) const;
};

// Goes from tag to tag of a text that ought to be XML and may be anything: what is no tag is
// passed over, as comments and the like are. Each byte is looked at a few times at most.
// Threads: one scanner by one thread.
class XmlScanner {
public:
    explicit XmlScanner(std::string_view text)
        : m_rest(text)
    {
    }

    std::optional<XmlTag> next();

    // What stands between the tag that was given last and the one after it, as it stands there,
    // without blanks around it.
    std::string_view text() const;

private:
    std::string_view m_rest;
};

} // namespace tessera
