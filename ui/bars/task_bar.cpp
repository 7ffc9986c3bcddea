// SPDX-License-Identifier: MIT
#include "ui/bars/task_bar.h"

#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace tessera {

namespace {

constexpr int wholeTask = 100;

} // namespace

TaskBar::TaskBar(QWidget* parent)
    : QFrame(parent)
    , m_what(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    constexpr int progressWidth = 50 * spacingUnit;
    m_what->setTextFormat(Qt::PlainText);
    m_what->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setToolTip(tr("Stop; nothing half-written stays behind"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * spacingUnit, spacingUnit, 2 * spacingUnit, spacingUnit);
    row->setSpacing(2 * spacingUnit);
    row->addWidget(m_what, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &TaskBar::cancel);
    hide();
}

void TaskBar::start(const QString& what)
{
    m_isRunning = true;
    m_what->setText(tr("%1 …").arg(what));
    m_what->setToolTip(what);
    m_cancel->setEnabled(true);
    m_progress->setRange(0, wholeTask);
    m_progress->setValue(0);
    show();
}

void TaskBar::setFraction(double fraction)
{
    if (fraction < 0) {
        m_progress->setRange(0, 0);
        return;
    }
    m_progress->setRange(0, wholeTask);
    m_progress->setValue(static_cast<int>(std::min(fraction, 1.0) * wholeTask));
}

void TaskBar::finish()
{
    m_isRunning = false;
    hide();
}

void TaskBar::cancel()
{
    m_cancel->setEnabled(false);
    m_what->setText(tr("Stopping …"));
    Q_EMIT cancelRequested();
}

} // namespace tessera
