// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

#include <array>
#include <memory>
#include <utility>

namespace tessera {

namespace {

struct IconColours {
    QColor normal;
    QColor disabled;
    QColor selected;
};

class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QByteArray svg, const IconColours& colours)
        : m_svg(std::move(svg))
        , m_colours(colours)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colourOf(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const auto slot = static_cast<std::size_t>(mode);
        if (m_drawn.at(slot).size() != size) {
            QPixmap pixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(0, 0), size), mode, state);
            painter.end();
            m_drawn.at(slot) = pixmap;
        }
        return m_drawn.at(slot);
    }

    QIconEngine* clone() const override
    {
        return std::make_unique<LineIconEngine>(*this).release(); // QIcon takes it over
    }

private:
    QColor colourOf(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return m_colours.disabled;
        return mode == QIcon::Selected ? m_colours.selected : m_colours.normal;
    }

    QByteArray m_svg;
    IconColours m_colours;
    std::array<QPixmap, 4> m_drawn; // the last size of each mode
};

} // namespace

QIcon lineIcon(const QString& name, const QPalette& palette)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const IconColours colours{palette.color(QPalette::Active, QPalette::ButtonText),
        palette.color(QPalette::Disabled, QPalette::ButtonText),
        palette.color(QPalette::Active, QPalette::HighlightedText)};
    return QIcon(std::make_unique<LineIconEngine>(file.readAll(), colours).release());
}

} // namespace tessera
