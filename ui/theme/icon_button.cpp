// SPDX-License-Identifier: MIT
#include "ui/theme/icon_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QEvent>

namespace tessera {

IconButton::IconButton(const QString& iconName, const QString& text, QWidget* parent)
    : QToolButton(parent)
{
    constexpr int iconSize = 4 * spacingUnit;
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setIconSize({iconSize, iconSize});
    setText(text);
    setToolTip(text);
    setAccessibleName(text);
    setIconName(iconName);
}

void IconButton::setIconName(const QString& iconName)
{
    m_iconName = iconName;
    setIcon(lineIcon(m_iconName, palette()));
}

void IconButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setIconName(m_iconName);
}

} // namespace tessera
