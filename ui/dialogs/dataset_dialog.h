// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"

#include <QDialog>
#include <QImage>
#include <QTimer>

#include <optional>
#include <vector>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace tessera {

class DatasetTreeModel;

// Asks which dataset of a file is meant: a tree of its groups, narrowed as one types. Each says
// why it can be shown, or why not; even those may be tried. Show it with open(): it does not
// block, and tells the choice by a signal. Threads: GUI thread only.
class DatasetDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr int pictureEdge = 176; // device-independent pixels

    DatasetDialog(
        const QString& fileName, std::vector<DatasetEntry> entries, QWidget* parent = nullptr);

    void mark(const QString& path); // where it is there
    std::optional<QString> chosen() const; // the dataset's path; empty while none is marked
    // Of the one asked for last.
    void setPicture(const QImage& picture);
    void setPictureFailed(const QString& sentence);

    void accept() override;

Q_SIGNALS:
    void datasetChosen(const QString& path);
    void pictureWanted(const QString& path); // in place of the one before; empty: of none

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeList();
    QWidget* makePreview();
    void filter(const QString& text);
    void setCurrent(const QModelIndex& index);
    void showChosen();

    DatasetTreeModel* m_model;
    QLineEdit* m_filter;
    QLabel* m_count;
    QTreeView* m_list;
    QLabel* m_picture;
    QLabel* m_facts;
    QDialogButtonBox* m_buttons;
    QTimer m_delay; // the arrows run through many
};

} // namespace tessera
