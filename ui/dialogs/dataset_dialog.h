// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"

#include <QDialog>

#include <optional>
#include <vector>

class QDialogButtonBox;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace tessera {

// Asks which dataset of a file is meant. Those that cannot be shown say why. Show it with open():
// it does not block, and tells the choice by a signal. Threads: GUI thread only.
class DatasetDialog : public QDialog {
    Q_OBJECT
public:
    DatasetDialog(const QString& fileName, const std::vector<DatasetEntry>& entries,
        QWidget* parent = nullptr);

    std::optional<QString> chosen() const; // the dataset's path; empty while none is marked

    void accept() override;

Q_SIGNALS:
    void datasetChosen(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addEntry(const DatasetEntry& entry);
    void filter(const QString& text);
    void markFirst();

    QLineEdit* m_filter;
    QTreeWidget* m_list;
    QDialogButtonBox* m_buttons;
};

// "50 × 60 × 55 × 2"
QString shapeText(const std::vector<std::uint64_t>& shape);

} // namespace tessera
