// SPDX-License-Identifier: MIT
#include "ui/docks/colour_edit.h"

#include <QColorDialog>
#include <QWidget>

namespace tessera {

ColourEdit::ColourEdit(QWidget* owner)
    : QObject(owner)
    , m_owner(owner)
{
}

void ColourEdit::start(int row, const QString& name, const QColor& colour)
{
    if (m_dialog)
        m_dialog->accept();
    m_row = row;
    m_dialog = new QColorDialog(colour, m_owner);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    // Native dialogs of some platforms do not tell the colours on the way.
    m_dialog->setOption(QColorDialog::DontUseNativeDialog);
    m_dialog->setWindowTitle(tr("Colour of %1").arg(name));
    connect(m_dialog, &QColorDialog::currentColorChanged, this,
        [this, row](const QColor& chosen) { Q_EMIT colourChanged(row, chosen, true); });
    connect(m_dialog, &QDialog::finished, this, [this, row, colour](int result) {
        const QColor last = result == QDialog::Accepted ? this->colour() : colour;
        m_dialog.clear();
        Q_EMIT colourChanged(row, last, false);
    });
    m_dialog->show();
}

void ColourEdit::stop()
{
    if (!m_dialog)
        return;
    m_dialog->disconnect(this);
    m_dialog->close();
    m_dialog.clear();
}

QColor ColourEdit::colour() const
{
    return m_dialog ? m_dialog->currentColor() : QColor();
}

} // namespace tessera
