// SPDX-License-Identifier: MIT
#include "ui/settings/settings.h"

#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        QVERIFY(m_folder.isValid());
        m_path = m_folder.filePath(QStringLiteral("%1.ini").arg(++m_count));
    }

    void isEmptyAtFirst()
    {
        const Settings settings(m_path);
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(settings.recentFiles().entries().isEmpty());
        QCOMPARE(settings.fileMemory(QStringLiteral("a")), FileMemory());
        QCOMPARE(settings.value(QStringLiteral("contrast"), 3).toInt(), 3);
    }

    void remembersTheWindow()
    {
        const QByteArray geometry("\x01\x00\xff geometry", 12);
        {
            Settings settings(m_path);
            settings.setWindowGeometry(geometry);
            settings.setWindowState("state");
        }
        const Settings settings(m_path);
        QCOMPARE(settings.windowGeometry(), geometry);
        QCOMPARE(settings.windowState(), QByteArray("state"));
    }

    void remembersRecentFilesInOrder()
    {
        RecentFiles files;
        files.add(QStringLiteral("old.h5"));
        files.add(QStringLiteral("Gewebe größer.h5::/a b/c"));
        files.setThumbnail(QStringLiteral("old.h5"), QByteArray("\x89PNG\x00", 5));
        {
            Settings settings(m_path);
            settings.setRecentFiles(files);
        }
        QCOMPARE(Settings(m_path).recentFiles(), files);
    }

    void shorterListReplacesTheLonger()
    {
        RecentFiles files;
        files.add(QStringLiteral("a"));
        files.add(QStringLiteral("b"));
        Settings settings(m_path);
        settings.setRecentFiles(files);
        files.remove(QStringLiteral("a"));
        settings.setRecentFiles(files);
        QCOMPARE(settings.recentFiles(), files);
    }

    void remembersLookAndViewOfAFile()
    {
        const QString location = QStringLiteral("/a/ü=%/x.h5::/p");
        const FileMemory memory{QStringLiteral("{\"classes\": [\"ü\"]}"), QStringLiteral("{}")};
        {
            Settings settings(m_path);
            settings.setFileMemory(location, memory);
        }
        const Settings settings(m_path);
        QCOMPARE(settings.fileMemory(location), memory);
        QCOMPARE(settings.fileMemory(QStringLiteral("/other")), FileMemory());
    }

    void forgetsTheFileUsedLongestAgo()
    {
        Settings settings(m_path);
        const FileMemory memory{QStringLiteral("look"), QStringLiteral("view")};
        settings.setFileMemory(QStringLiteral("first"), memory);
        settings.setFileMemory(QStringLiteral("second"), memory);
        settings.setFileMemory(QStringLiteral("first"), memory);
        for (int i = 0; i < Settings::fileCapacity - 1; ++i)
            settings.setFileMemory(QString::number(i), memory);
        QCOMPARE(settings.fileMemory(QStringLiteral("first")), memory);
        QCOMPARE(settings.fileMemory(QStringLiteral("second")), FileMemory());
    }

    void survivesAFileThatIsNoSettings()
    {
        test::writeFile(test::toPath(m_path), QByteArray("\x00\x01[[[recent\\=1\n%%%", 18));
        const Settings settings(m_path);
        QVERIFY(settings.recentFiles().entries().isEmpty());
    }

    void livesInTheUsersConfigurationFolder()
    {
        QVERIFY(Settings::defaultPath().startsWith(qEnvironmentVariable("XDG_CONFIG_HOME")));
        QVERIFY(Settings::defaultPath().endsWith(QStringLiteral("/tessera/tessera.ini")));
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
