// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include "tests/support/test_support.h"

#include <QDir>
#include <QImage>
#include <QPalette>
#include <QPixmap>
#include <QTest>

using namespace tessera;

namespace {

int strongestAlpha(const QImage& image)
{
    int strongest = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            strongest = std::max(strongest, image.pixelColor(x, y).alpha());
    }
    return strongest;
}

QColor strongestColour(const QImage& image)
{
    QColor strongest(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > strongest.alpha())
                strongest = image.pixelColor(x, y);
        }
    }
    return strongest;
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyIconDraws_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& file : QDir(QStringLiteral(":/icons")).entryList())
            QTest::addRow("%s", qPrintable(file)) << QString(file).remove(QStringLiteral(".svg"));
    }
    void everyIconDraws()
    {
        QFETCH(QString, name);
        const QIcon icon = lineIcon(name, QPalette());
        const QImage image = icon.pixmap(24, 24).toImage();
        QCOMPARE(image.size(), QSize(24, 24));
        QVERIFY(strongestAlpha(image) > 200);
    }

    void unknownNameIsNull() { QVERIFY(lineIcon(QStringLiteral("nothing"), {}).isNull()); }

    void takesTheColoursOfThePalette()
    {
        QPalette palette;
        palette.setColor(QPalette::Active, QPalette::ButtonText, QColor(250, 240, 230));
        palette.setColor(QPalette::Disabled, QPalette::ButtonText, QColor(90, 80, 70));
        const QIcon icon = lineIcon(QStringLiteral("close"), palette);
        QCOMPARE(strongestColour(icon.pixmap(48, 48).toImage()).rgb(), qRgb(250, 240, 230));
        QCOMPARE(strongestColour(icon.pixmap(48, 48, QIcon::Disabled).toImage()).rgb(),
            qRgb(90, 80, 70));
    }

    void isSharpOnAScaledScreen()
    {
        const QIcon icon = lineIcon(QStringLiteral("eye"), QPalette());
        const QPixmap pixmap = icon.pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void darknessFollowsThePalette()
    {
        QVERIFY(isDark(QPalette(QColor(40, 40, 40))));
        QVERIFY(!isDark(QPalette(QColor(230, 230, 230))));
    }

    void mixesHalfWay()
    {
        QCOMPARE(mixed(QColor(0, 0, 0), QColor(200, 100, 0), 0.5).rgb(), qRgb(100, 50, 0));
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
