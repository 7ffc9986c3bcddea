// SPDX-License-Identifier: MIT
#include "ui/bars/message_bar.h"

#include "ui/theme/icon_button.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace tessera {

namespace {

constexpr int iconSize = 5 * spacingUnit;
constexpr int detailLines = 6;

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_detailsButton(new QToolButton(this))
    , m_details(new QPlainTextEdit(this))
{
    setFrameShape(QFrame::NoFrame);
    m_icon->setFixedSize(iconSize, iconSize);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_detailsButton->setText(tr("Details…"));
    m_detailsButton->setToolTip(tr("Show what is known about the cause"));
    m_detailsButton->setCheckable(true);
    m_detailsButton->setAutoRaise(true);
    m_detailsButton->setFocusPolicy(Qt::TabFocus);
    m_details->setReadOnly(true);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setAccessibleName(tr("Details"));
    m_details->setFixedHeight(detailLines * fontMetrics().lineSpacing());
    m_details->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* close = new IconButton(QStringLiteral("close"), tr("Close this message (Esc)"), this);

    auto* row = new QHBoxLayout;
    row->setSpacing(2 * spacingUnit);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_detailsButton, 0, Qt::AlignTop);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * spacingUnit, 2 * spacingUnit, 2 * spacingUnit, 2 * spacingUnit);
    column->setSpacing(2 * spacingUnit);
    column->addLayout(row);
    column->addWidget(m_details);

    const auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escape, &QShortcut::activated, this, &MessageBar::dismiss);
    // Where two bars are shown, the key is told to one after the other.
    connect(escape, &QShortcut::activatedAmbiguously, this, &MessageBar::dismiss);
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_detailsButton, &QToolButton::toggled, this, &MessageBar::showDetails);
    refreshColours();
    hide();
}

void MessageBar::showError(
    const QString& sentence, const QString& details, const QString& actionText)
{
    m_isError = true;
    showMessage(sentence, details, actionText);
}

void MessageBar::showNotice(
    const QString& sentence, const QString& details, const QString& actionText)
{
    m_isError = false;
    showMessage(sentence, details, actionText);
}

void MessageBar::showMessage(
    const QString& sentence, const QString& details, const QString& actionText)
{
    m_sentence->setText(sentence);
    m_details->setPlainText(details);
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!details.isEmpty());
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    showDetails(false);
    setAccessibleName(m_isError ? tr("Error") : tr("Notice"));
    setAccessibleDescription(sentence);
    refreshColours();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

QString MessageBar::sentence() const
{
    return m_sentence->text();
}

void MessageBar::showDetails(bool shown)
{
    m_details->setVisible(shown);
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColours();
}

void MessageBar::refreshColours()
{
    const QString name = m_isError ? QStringLiteral("error") : QStringLiteral("info");
    m_icon->setPixmap(
        lineIcon(name, palette()).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    update();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    constexpr double tint = 0.22;
    constexpr double quietTint = 0.10;
    const QColor background = mixed(palette().color(QPalette::Window),
        palette().color(QPalette::Highlight), m_isError ? tint : quietTint);
    QPainter painter(this);
    painter.fillRect(rect(), background);
    painter.fillRect(QRect(0, 0, spacingUnit, height()), palette().color(QPalette::Highlight));
}

} // namespace tessera
