// SPDX-License-Identifier: MIT
#include "ui/start/start_page.h"

#include "ui/start/recent_list.h"
#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tessera {

namespace {

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    constexpr double size = 2.2;
    auto* title = new QLabel(text, parent);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setWeight(QFont::Light);
    title->setFont(font);
    return title;
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent)
    , m_recentTitle(new QLabel(tr("Recent"), this))
    , m_hint(new QLabel(tr("or drop a file here"), this))
    , m_recent(new RecentList(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6 * spacingUnit, 6 * spacingUnit, 6 * spacingUnit, 6 * spacingUnit);
    row->addStretch(1);
    row->addWidget(makeColumn(), 2);
    row->addStretch(1);
    connect(m_recent, &RecentList::fileRequested, this, &StartPage::recentRequested);
    connect(m_recent, &RecentList::fileRemoved, this, &StartPage::recentRemoved);
    setRecent({});
    refreshColours();
}

QWidget* StartPage::makeColumn()
{
    constexpr int widest = 140 * spacingUnit;
    auto* content = new QWidget(this);
    content->setMaximumWidth(widest);
    auto* sentence = new QLabel(
        tr("See how sure a segmentation model is: probability volumes, coloured by class."),
        content);
    sentence->setWordWrap(true);
    auto* open = new QPushButton(tr("&Open…"), content);
    open->setToolTip(tr("Choose a file (Ctrl+O)"));
    open->setDefault(true);
    auto* sample = new QPushButton(tr("Open the &sample"), content);
    sample->setToolTip(tr("A small volume that comes with the program"));
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleRequested);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * spacingUnit);
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addSpacing(2 * spacingUnit);
    buttons->addWidget(m_hint);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit);
    column->addStretch(1);
    column->addWidget(makeTitle(QStringLiteral("Tessera"), content));
    column->addWidget(sentence);
    column->addSpacing(4 * spacingUnit);
    column->addLayout(buttons);
    column->addSpacing(6 * spacingUnit);
    column->addWidget(m_recentTitle);
    column->addWidget(m_recent);
    column->addStretch(1);
    return content;
}

void StartPage::setRecent(const QList<RecentFile>& files)
{
    m_recent->setFiles(files);
    m_recent->setVisible(!files.isEmpty());
    m_recentTitle->setVisible(!files.isEmpty());
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColours();
}

void StartPage::refreshColours()
{
    const QColor quiet = quietText(palette());
    for (QLabel* label : {m_recentTitle, m_hint}) {
        QPalette own = label->palette();
        own.setColor(QPalette::WindowText, quiet);
        label->setPalette(own);
    }
}

} // namespace tessera
