// SPDX-License-Identifier: MIT
#include "ui/settings/recent_files.h"

#include "tests/support/test_support.h"

#include <QImage>
#include <QStringList>
#include <QTest>

using namespace tessera;

namespace {

QStringList locations(const RecentFiles& files)
{
    QStringList list;
    for (const RecentEntry& entry : files.entries())
        list.append(entry.location);
    return list;
}

} // namespace

class TestRecentFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void latestComesFirstAndOnce()
    {
        RecentFiles files;
        files.add(QStringLiteral("a"));
        files.add(QStringLiteral("b"));
        files.add(QStringLiteral("a"));
        QCOMPARE(locations(files), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    void keepsTwelve()
    {
        RecentFiles files;
        for (int i = 0; i < 20; ++i)
            files.add(QString::number(i));
        QCOMPARE(files.entries().size(), 12);
        QCOMPARE(files.entries().first().location, QStringLiteral("19"));
        QCOMPARE(files.entries().last().location, QStringLiteral("8"));
    }

    void openingAgainKeepsTheThumbnail()
    {
        RecentFiles files;
        files.add(QStringLiteral("a"));
        files.setThumbnail(QStringLiteral("a"), "png");
        files.add(QStringLiteral("b"));
        files.add(QStringLiteral("a"));
        QCOMPARE(files.entries().first().thumbnailPng, QByteArray("png"));
    }

    void thumbnailOfAnUnknownFileIsIgnored()
    {
        RecentFiles files;
        files.setThumbnail(QStringLiteral("a"), "png");
        QVERIFY(files.entries().isEmpty());
    }

    void forgetsWhatIsRemoved()
    {
        RecentFiles files;
        files.add(QStringLiteral("a"));
        files.add(QStringLiteral("b"));
        files.remove(QStringLiteral("b"));
        QCOMPARE(locations(files), QStringList(QStringLiteral("a")));
    }

    void thumbnailsAreSmall_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("thumbnail");
        QTest::addRow("large") << QSize(1920, 960) << QSize(96, 48);
        QTest::addRow("small stays") << QSize(40, 30) << QSize(40, 30);
        QTest::addRow("one pixel high") << QSize(3000, 1) << QSize(96, 1);
        QTest::addRow("nothing") << QSize(0, 0) << QSize(0, 0);
    }
    void thumbnailsAreSmall()
    {
        QFETCH(QSize, picture);
        QFETCH(QSize, thumbnail);
        QImage image(picture, QImage::Format_RGB32);
        image.fill(Qt::red);
        QCOMPARE(QImage::fromData(thumbnailPng(image)).size(), thumbnail);
    }
};

QTEST_APPLESS_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"
