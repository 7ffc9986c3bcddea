// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <QDialog>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QSpinBox;

namespace tessera {

// What the dialog asks of the disk cache of overviews; both answer later, in the GUI thread, with
// what it holds then.
struct OverviewCache {
    using Answer = std::function<void(ByteCount held)>;
    std::function<void(const Answer&)> measure;
    std::function<void(const Answer&)> clear;
};

struct ResourceSettings {
    std::optional<ByteCount> memory; // empty: `usualMemory`
    ByteCount overviews; // on the disk; 0: none are kept

    friend bool operator==(const ResourceSettings&, const ResourceSettings&) = default;
};

// How much memory and disk the program may use. Each change is told at once; there is nothing to
// take back. Threads: GUI thread only.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(const ResourceSettings& now, ByteCount usualMemory, OverviewCache cache,
        QWidget* parent = nullptr);

    ResourceSettings settings() const;

Q_SIGNALS:
    void settingsChanged(const tessera::ResourceSettings& settings);

private:
    QWidget* makeOverviews();
    void showHeld(ByteCount held);

    OverviewCache m_cache;
    QSpinBox* m_memory;
    QSpinBox* m_overviews;
    QLabel* m_held;
    QPushButton* m_clear;
};

} // namespace tessera
