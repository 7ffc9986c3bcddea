// SPDX-License-Identifier: MIT
#include "ui/window/status_fields.h"

#include "core/kernel/sample_value.h"
#include "ui/view/tile_view.h"
#include "ui/window/document.h"
#include "ui/window/quality_text.h"
#include "ui/window/volume_point.h"

#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tessera {

namespace {

constexpr int probeDelayMs = 40;
constexpr int paceMs = 50; // every new text lays out the whole status bar
constexpr int refinementMs = 250; // between two figures of how far it is

struct ShownPixel {
    std::size_t code = 0;
    double number = 0;
};

template <class T> T valueAt(const AlignedBuffer& buffer, std::int64_t index)
{
    return buffer.as<T>()[static_cast<std::size_t>(index)];
}

ShownPixel pixelOf(const Tile& tile, std::int64_t row, std::int64_t column)
{
    const std::int64_t index = ((row >> tile.key.level) - tile.rect.row) * tile.rect.columns
        + (column >> tile.key.level) - tile.rect.column;
    ShownPixel pixel;
    pixel.code = tile.wideCodes ? valueAt<std::uint16_t>(tile.codes, index)
                                : valueAt<std::uint8_t>(tile.codes, index);
    pixel.number = withElementType(tile.numberType,
        [&]<class T>(T) { return toProbability(valueAt<T>(tile.numbers, index)); });
    return pixel;
}

QString probabilityText(double number)
{
    return QLocale::c().toString(number, 'f', 3);
}

// What stands in a pixel that has no class and no number.
std::optional<QString> specialText(std::size_t code, bool isWide)
{
    const auto is = [&](SpecialCode special) {
        return code
            == (isWide ? specialCode<std::uint16_t>(special) : specialCode<std::uint8_t>(special));
    };
    if (is(SpecialCode::Damaged))
        return StatusFields::tr("damaged");
    if (is(SpecialCode::Missing))
        return StatusFields::tr("missing: its file is not there");
    if (is(SpecialCode::NotANumber))
        return StatusFields::tr("not a number");
    return {};
}

// Three significant digits at most, without an exponent.
QString zoomText(double scale)
{
    const double percent = scale * 100;
    return QLocale::c().toString(percent, 'f', percent < 10 ? 2 : percent < 100 ? 1 : 0);
}

} // namespace

StatusFields::StatusFields(
    QStatusBar& bar, TileView& view, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_inbox(std::move(inbox))
    , m_pointer(new QLabel(&bar))
    , m_shown(new QLabel(&bar))
    , m_damaged(new QToolButton(&bar))
{
    m_pointer->setAccessibleName(tr("Under the pointer"));
    m_shown->setAccessibleName(tr("Shown"));
    m_pointer->setTextFormat(Qt::PlainText);
    m_shown->setTextFormat(Qt::PlainText);
    bar.addWidget(m_pointer, 1);
    m_damaged->setAutoRaise(true);
    m_damaged->hide();
    connect(m_damaged, &QToolButton::clicked, this, &StatusFields::retryRequested);
    bar.addPermanentWidget(m_damaged);
    bar.addPermanentWidget(m_shown);
    m_delay.setSingleShot(true);
    m_delay.setInterval(probeDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &StatusFields::ask);
    m_progress.setSingleShot(true);
    m_progress.setInterval(refinementMs);
    connect(&m_progress, &QTimer::timeout, this, &StatusFields::refresh);
    connect(&view, &TileView::hovered, this, &StatusFields::hover);
    connect(&view, &TileView::hoverEnded, this, &StatusFields::leave);
    connect(&view, &TileView::viewChanged, this, &StatusFields::refreshSoon);
    m_pace.setSingleShot(true);
    m_pace.setInterval(paceMs);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isDue, false))
            refreshSoon();
    });
}

void StatusFields::setDocument(Document* document)
{
    m_document = document;
    leave();
    refresh();
}

QString StatusFields::pointerText() const
{
    return m_pointer->text();
}

QString StatusFields::viewText() const
{
    return m_shown->text();
}

QString StatusFields::viewToolTip() const
{
    return m_shown->toolTip();
}

QString StatusFields::damageText() const
{
    return m_damaged->isHidden() ? QString() : m_damaged->text();
}

void StatusFields::refreshDamage()
{
    const auto damage =
        m_document == nullptr ? ViewContent::Damage{} : m_document->content().damage();
    m_damaged->setVisible(damage.tiles > 0);
    if (damage.tiles == 0)
        return;
    m_damaged->setText(
        damage.tiles == 1 ? tr("1 damaged tile") : tr("%1 damaged tiles").arg(damage.tiles));
    m_damaged->setToolTip(
        tr("%1\nClick to read them again (F6).").arg(QString::fromStdString(damage.reason)));
}

void StatusFields::refreshSoon()
{
    if (m_pace.isActive()) {
        m_isDue = true;
        return;
    }
    m_pace.start();
    refresh();
}

void StatusFields::refresh()
{
    refreshDamage();
    if (m_document == nullptr) {
        m_shown->clear();
        return;
    }
    const VolumeInfo& info = m_document->info();
    const QString quality = qualityText(m_document->content());
    if (!m_document->content().isExact() && !m_progress.isActive())
        m_progress.start();
    m_shown->setText(tr("%1  ·  %2 %  ·  %3×%4 %5")
            .arg(quality, zoomText(m_view.transform().scale()))
            .arg(info.plane.rows)
            .arg(info.plane.columns)
            .arg(QString::fromStdString(std::string(elementName(info.type)))));
    m_shown->setToolTip(qualityToolTip(m_document->content()));
    refreshPixel();
}

// Under a pointer at rest tiles arrive and slices change.
void StatusFields::refreshPixel()
{
    if (m_row < 0)
        return;
    showPixel();
    if (m_plane != m_document->session().reading().plane)
        askSoon();
}

void StatusFields::leave()
{
    m_delay.stop();
    m_row = -1;
    m_pointer->clear();
    m_pointer->setToolTip({});
}

void StatusFields::hover(qint64 row, qint64 column)
{
    if (m_document == nullptr || (row == m_row && column == m_column))
        return;
    m_row = row;
    m_column = column;
    showPixel();
    askSoon();
}

void StatusFields::askSoon()
{
    m_plane = m_document->session().reading().plane;
    m_pointer->setToolTip({});
    m_delay.start();
}

void StatusFields::showPixel()
{
    const TilePtr tile = m_document->content().tileAt(m_row, m_column);
    if (!tile) {
        show({});
        return;
    }
    const ShownPixel pixel = pixelOf(*tile, m_row, m_column);
    const auto& classes = m_document->look().classes;
    if (const auto special = specialText(pixel.code, tile->wideCodes))
        show(*special);
    else
        show(QStringLiteral("%1  %2").arg(pixel.code < classes.size()
                ? QString::fromStdString(classes[pixel.code].name)
                : tr("no class"),
            probabilityText(pixel.number)));
}

void StatusFields::show(const QString& pixel)
{
    const VolumeInfo& info = m_document->info();
    const PlanePosition plane = m_document->session().reading().plane;
    const VolumePoint at = inVolume(info.planeAxes,
        {QPointF(static_cast<double>(m_column), static_cast<double>(m_row)),
            static_cast<double>(plane.z)});
    QString text = tr("x %1   y %2").arg(qRound64(at.x)).arg(qRound64(at.y));
    if (info.zCount > 1 || info.planeAxes != PlaneAxes::XY)
        text += tr("   z %1").arg(qRound64(at.z));
    if (info.tCount > 1)
        text += tr("   t %1").arg(plane.t);
    if (!pixel.isEmpty())
        text += QStringLiteral("   %1").arg(pixel);
    m_pointer->setText(text);
}

void StatusFields::ask()
{
    if (m_document == nullptr || m_row < 0)
        return;
    const QPointer<StatusFields> self(this);
    m_document->session().probe(
        m_row, m_column, [self, inbox = m_inbox](Result<ProbeResult> result) {
            inbox->post([self, result = std::move(result)] {
                if (self)
                    self->take(result);
            });
        });
}

void StatusFields::take(const Result<ProbeResult>& result)
{
    if (!result && result.error().code != ErrorCode::Cancelled) {
        m_pointer->setToolTip(QString::fromStdString(result.error().message).toHtmlEscaped());
        return;
    }
    if (!result || m_document == nullptr || result->row != m_row || result->column != m_column)
        return;
    const auto& classes = m_document->look().classes;
    QString list;
    for (std::size_t index = 0; index < std::min(classes.size(), result->values.size()); ++index)
        list += QStringLiteral("<tr><td>%1</td><td align='right'>&nbsp;&nbsp;%2</td></tr>")
                    .arg(QString::fromStdString(classes[index].name).toHtmlEscaped(),
                        probabilityText(result->values[index]));
    m_pointer->setToolTip(QStringLiteral("<table>%1</table>").arg(list));
}

} // namespace tessera
