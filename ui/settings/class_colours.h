// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace tessera {

// The colours that somebody gave to classes, by the name that files give them, so that a class
// looks the same in every file. Keeps the names coloured last. A plain value. Threads: any.
class ClassColours {
public:
    static constexpr qsizetype capacity = 1000;

    std::optional<Rgb> colourOf(const QString& name) const;
    void set(const QString& name, Rgb colour); // empty names are nobody's
    qsizetype count() const { return m_colours.size(); }

    QByteArray toJson() const;
    static ClassColours fromJson(const QByteArray& json); // empty where it is not sound

    friend bool operator==(const ClassColours&, const ClassColours&) = default;

private:
    QList<std::pair<QString, Rgb>> m_colours; // the latest first
};

} // namespace tessera
