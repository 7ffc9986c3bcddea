// SPDX-License-Identifier: MIT
#include "ui/theme/quiet_label.h"

#include "ui/theme/shades.h"

#include <QEvent>

namespace tessera {

QuietLabel::QuietLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    refreshColour();
}

void QuietLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        refreshColour();
}

void QuietLabel::refreshColour()
{
    if (parentWidget() == nullptr)
        return;
    QPalette own = palette();
    const QColor quiet = quietText(parentWidget()->palette());
    if (own.color(QPalette::WindowText) == quiet) // setting it sends the same event again
        return;
    own.setColor(QPalette::WindowText, quiet);
    setPalette(own);
}

} // namespace tessera
