// SPDX-License-Identifier: MIT
#include "ui/dialogs/check_list.h"

#include "ui/theme/icons.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QLayoutItem>

#include <memory>

namespace tessera {

namespace {

constexpr int iconEdge = 4 * spacingUnit;

QLabel* makeText(const CheckLine& line, QWidget* parent)
{
    auto* text =
        line.isWrong ? new QLabel(line.sentence, parent) : new QuietLabel(line.sentence, parent);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return text;
}

} // namespace

CheckList::CheckList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(spacingUnit);
    m_grid->setVerticalSpacing(spacingUnit);
    m_grid->setColumnStretch(1, 1);
}

void CheckList::setLines(const QList<CheckLine>& lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    fill();
}

void CheckList::fill()
{
    while (const std::unique_ptr<QLayoutItem> item{m_grid->takeAt(0)})
        delete item->widget();
    for (int row = 0; const CheckLine& line : m_lines) {
        if (line.isWrong) {
            auto* sign = new QLabel(this);
            sign->setPixmap(
                lineIcon(QStringLiteral("warning"), palette()).pixmap({iconEdge, iconEdge}));
            sign->setAccessibleName(tr("Warning"));
            m_grid->addWidget(sign, row, 0, Qt::AlignTop);
        }
        m_grid->addWidget(
            makeText(line, this), row++, line.isWrong ? 1 : 0, 1, line.isWrong ? 1 : 2);
    }
}

void CheckList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace tessera
