// SPDX-License-Identifier: MIT
#include "ui/dialogs/export_dialog.h"

#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tessera {

namespace {

constexpr std::uint64_t bytesPerPixel = 3;

QString sizeText(std::int64_t columns, std::int64_t rows)
{
    return ExportDialog::tr("%1 × %2 pixels, at most %3")
        .arg(columns)
        .arg(rows)
        .arg(QString::fromStdString(toText(pictureBytes(columns, rows))));
}

// A radio button and, below its text, what it means in numbers.
QRadioButton* addChoice(QVBoxLayout& column, const QString& text, const QString& size)
{
    constexpr int indent = 6 * spacingUnit;
    auto* button = new QRadioButton(text);
    button->setAccessibleDescription(size);
    auto* label = new QuietLabel(size);
    label->setIndent(indent);
    column.addWidget(button);
    column.addWidget(label);
    column.addSpacing(2 * spacingUnit);
    return button;
}

} // namespace

ByteCount pictureBytes(std::int64_t columns, std::int64_t rows)
{
    return {static_cast<std::uint64_t>(columns) * static_cast<std::uint64_t>(rows) * bytesPerPixel};
}

ExportDialog::ExportDialog(QSize view, const PlaneShape& plane, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Export picture"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(spacingUnit);
    m_view =
        addChoice(*column, tr("The &view as it is shown"), sizeText(view.width(), view.height()));
    m_plane = addChoice(*column, tr("The whole &plane at full resolution, as it is stored"),
        sizeText(plane.columns, plane.rows));
    column->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Choose file…"), QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    m_view->setChecked(true);
    m_view->setFocus();
}

ExportExtent ExportDialog::extent() const
{
    return m_plane->isChecked() ? ExportExtent::WholePlane : ExportExtent::View;
}

void ExportDialog::setExtent(ExportExtent extent)
{
    (extent == ExportExtent::View ? m_view : m_plane)->setChecked(true);
}

void ExportDialog::accept()
{
    QDialog::accept();
    Q_EMIT exportRequested(extent());
}

} // namespace tessera
