// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/grid/region.h"

#include <QDialog>
#include <QSize>

class QRadioButton;

namespace tessera {

enum class ExportExtent {
    View, // what the window shows, as it shows it
    WholePlane, // every pixel of the plane, at full resolution
};

// Asks what goes into the picture; where it is written is the owner's next question. Show it with
// open(). Threads: GUI thread only.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    // `view` in device pixels.
    ExportDialog(QSize view, const PlaneShape& plane, QWidget* parent = nullptr);

    ExportExtent extent() const;
    void setExtent(ExportExtent extent); // what was chosen last time

    void accept() override;

Q_SIGNALS:
    void exportRequested(tessera::ExportExtent extent);

private:
    QRadioButton* m_view;
    QRadioButton* m_plane;
};

// Bytes of an RGB picture before it is compressed.
ByteCount pictureBytes(std::int64_t columns, std::int64_t rows);

} // namespace tessera
