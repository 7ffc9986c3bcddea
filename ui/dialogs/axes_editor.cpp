// SPDX-License-Identifier: MIT
#include "ui/dialogs/axes_editor.h"

#include "ui/dialogs/reading_options.h"
#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace tessera {

AxesEditor::AxesEditor(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_missing(new QLabel(this))
{
    m_grid->setHorizontalSpacing(2 * spacingUnit);
    m_grid->setVerticalSpacing(spacingUnit);
    m_grid->setColumnStretch(2, 1);
    m_missing->setWordWrap(true);
    m_missing->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit);
    column->addLayout(m_grid);
    column->addWidget(m_missing);
}

void AxesEditor::setAxes(const std::vector<std::uint64_t>& shape, const Axes& axes)
{
    const std::size_t count = std::min(shape.size(), axes.order.size());
    if (count != m_choices.size())
        makeRows(count);
    m_axes = axes;
    for (std::size_t dimension = 0; dimension < count; ++dimension)
        m_extents[dimension]->setText(QString::number(shape[dimension]));
    show();
}

void AxesEditor::makeRows(std::size_t count)
{
    for (const auto& widgets : {m_names, m_extents})
        qDeleteAll(widgets);
    qDeleteAll(m_choices);
    m_names.clear();
    m_extents.clear();
    m_choices.clear();
    for (std::size_t dimension = 0; dimension < count; ++dimension) {
        const int row = static_cast<int>(dimension);
        auto* name = new QuietLabel(tr("Dimension %1").arg(row + 1), this);
        auto* extent = new QLabel(this);
        extent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        extent->setToolTip(tr("Its extent"));
        auto* choice = new QComboBox(this);
        choice->setAccessibleName(tr("Axis of dimension %1").arg(row + 1));
        for (const Axis axis : axisLetters)
            choice->addItem(axisText(axis));
        connect(choice, &QComboBox::activated, this,
            [this, dimension](int index) { choose(dimension, index); });
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(extent, row, 1);
        m_grid->addWidget(choice, row, 2);
        m_names.push_back(name);
        m_extents.push_back(extent);
        m_choices.push_back(choice);
    }
    setFocusProxy(m_choices.empty() ? nullptr : m_choices.front());
}

void AxesEditor::choose(std::size_t dimension, int index)
{
    const Axes chosen =
        withAxis(m_axes, dimension, axisLetters.at(static_cast<std::size_t>(index)));
    if (chosen == m_axes)
        return;
    m_axes = chosen;
    show();
    if (isComplete(m_axes))
        Q_EMIT axesChosen(m_axes);
}

void AxesEditor::show()
{
    for (std::size_t dimension = 0; dimension < m_choices.size(); ++dimension) {
        const auto* found = std::ranges::find(axisLetters, m_axes.order[dimension]);
        m_choices[dimension]->setCurrentIndex(
            static_cast<int>(std::distance(axisLetters.begin(), found)));
    }
    if (!m_axes.dimensionOf(Axis::Y))
        m_missing->setText(tr("Choose which dimension is y, the rows."));
    else
        m_missing->setText(tr("Choose which dimension is x, the columns."));
    m_missing->setVisible(!isComplete(m_axes));
}

} // namespace tessera
