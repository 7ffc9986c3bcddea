// SPDX-License-Identifier: MIT
#include "ui/dialogs/settings_dialog.h"

#include "ui/theme/quiet_label.h"
#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

namespace tessera {

namespace {

constexpr int stepMegabytes = 64;
constexpr int mostMegabytes = 1'000'000;

int megabytesOf(ByteCount bytes)
{
    return static_cast<int>(bytes.value / megabytes(1).value);
}

QSpinBox* makeSpin(int value, const QString& whenLeast, const QString& name)
{
    auto* spin = new QSpinBox;
    spin->setRange(0, mostMegabytes);
    spin->setSingleStep(stepMegabytes);
    spin->setSuffix(SettingsDialog::tr(" MB"));
    spin->setSpecialValueText(whenLeast);
    spin->setGroupSeparatorShown(true);
    spin->setAlignment(Qt::AlignRight);
    spin->setAccessibleName(name);
    spin->setKeyboardTracking(false); // half a number is not meant
    spin->setValue(value);
    return spin;
}

} // namespace

SettingsDialog::SettingsDialog(
    const ResourceSettings& now, ByteCount usualMemory, OverviewCache cache, QWidget* parent)
    : QDialog(parent)
    , m_cache(std::move(cache))
    , m_memory(makeSpin(now.memory ? megabytesOf(*now.memory) : 0,
          tr("Automatic: %1").arg(QString::fromStdString(toText(usualMemory))),
          tr("Memory for data")))
    , m_overviews(makeSpin(megabytesOf(now.overviews), tr("None"), tr("Overviews on disk")))
    , m_held(new QLabel(tr("…")))
    , m_clear(new QPushButton(tr("&Clear")))
{
    setWindowTitle(tr("Settings"));
    m_memory->setToolTip(tr("What pictures, tiles and chunks may hold together. With less, moving "
                            "about takes longer; nothing is shown otherwise."));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(2 * spacingUnit);
    form->addRow(tr("&Memory for data:"), m_memory);
    form->addRow(QString(), new QuietLabel(tr("Used from the next start on.")));
    form->addRow(tr("&Overviews on disk, at most:"), m_overviews);
    form->addRow(tr("In use:"), makeOverviews());
    form->addRow(QString(),
        new QuietLabel(tr("Overviews of large pictures, so that they are exact at once when they "
                          "are opened again.")));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto tell = [this] { Q_EMIT settingsChanged(settings()); };
    connect(m_memory, &QSpinBox::valueChanged, this, tell);
    connect(m_overviews, &QSpinBox::valueChanged, this, tell);
    m_memory->setFocus();
}

QWidget* SettingsDialog::makeOverviews()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(m_held, 1);
    layout->addWidget(m_clear);
    m_clear->setEnabled(false);
    m_clear->setAutoDefault(false);
    m_clear->setToolTip(tr("Remove all overviews; they are made again when they are needed"));
    // The answer may come when the dialog is gone.
    const auto answer = [self = QPointer(this)](ByteCount held) {
        if (self)
            self->showHeld(held);
    };
    connect(m_clear, &QPushButton::clicked, this, [this, answer] {
        m_clear->setEnabled(false);
        m_cache.clear(answer);
    });
    m_cache.measure(answer);
    return row;
}

void SettingsDialog::showHeld(ByteCount held)
{
    m_held->setText(QString::fromStdString(toText(held)));
    m_clear->setEnabled(held.value > 0);
}

ResourceSettings SettingsDialog::settings() const
{
    const auto bytesOf = [](const QSpinBox* spin) {
        return megabytes(static_cast<std::uint64_t>(spin->value()));
    };
    const bool isUsual = m_memory->value() == m_memory->minimum();
    return {isUsual ? std::nullopt : std::optional(bytesOf(m_memory)), bytesOf(m_overviews)};
}

} // namespace tessera
