// SPDX-License-Identifier: MIT
#include "ui/start/start_page.h"

#include "tests/support/test_support.h"
#include "ui/start/recent_list.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tessera;

namespace {

QList<RecentFile> someFiles(int count)
{
    QList<RecentFile> files;
    for (int i = 0; i < count; ++i) {
        const QString name = QStringLiteral("%1.h5").arg(i);
        files.append({name, name, QStringLiteral("folder"), {}, i != 1});
    }
    return files;
}

} // namespace

class TestStartPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_page = std::make_unique<StartPage>();
        m_page->resize(1280, 720);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_list = m_page->findChild<RecentList*>();
    }
    void cleanup() { m_page.reset(); }

    void offersOpenAndTheSample()
    {
        const QSignalSpy open(m_page.get(), &StartPage::openRequested);
        const QSignalSpy sample(m_page.get(), &StartPage::sampleRequested);
        const auto buttons = m_page->findChildren<QPushButton*>();
        buttons.at(0)->click();
        buttons.at(1)->click();
        QCOMPARE(open.count(), 1);
        QCOMPARE(sample.count(), 1);
    }

    void recentFilesAreAbsentWithoutAny()
    {
        QVERIFY(!m_list->isVisible());
        m_page->setRecent(someFiles(2));
        QVERIFY(m_list->isVisible());
        m_page->setRecent({});
        QVERIFY(!m_list->isVisible());
    }

    void clickAndEnterAskForAFile()
    {
        m_page->setRecent(someFiles(3));
        const QSignalSpy asked(m_page.get(), &StartPage::recentRequested);
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, placeOf(2));
        QTest::keyClick(m_list, Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked.at(0).at(0).toString(), QStringLiteral("2.h5"));
        QCOMPARE(asked.at(1).at(0).toString(), QStringLiteral("2.h5"));
    }

    void deleteAndMenuTakeAFileOff()
    {
        m_page->setRecent(someFiles(3));
        const QSignalSpy removed(m_page.get(), &StartPage::recentRemoved);
        m_list->setCurrentRow(1);
        QTest::keyClick(m_list, Qt::Key_Delete);
        QContextMenuEvent click(
            QContextMenuEvent::Mouse, placeOf(0), m_list->viewport()->mapToGlobal(placeOf(0)));
        QApplication::sendEvent(m_list->viewport(), &click);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        menu->actions().last()->trigger();
        menu->close();
        QCOMPARE(removed.count(), 2);
        QCOMPARE(removed.at(0).at(0).toString(), QStringLiteral("1.h5"));
        QCOMPARE(removed.at(1).at(0).toString(), QStringLiteral("0.h5"));
    }

    void fitsIntoTheWindow_data()
    {
        QTest::addColumn<QSize>("window");
        QTest::addColumn<int>("files");
        QTest::addRow("usual, many files") << QSize(1280, 720) << 12;
        QTest::addRow("small, many files") << QSize(480, 360) << 12;
        QTest::addRow("large, one file") << QSize(2560, 1440) << 1;
    }
    void fitsIntoTheWindow()
    {
        QFETCH(QSize, window);
        QFETCH(int, files);
        m_page->setRecent(someFiles(files));
        m_page->resize(window);
        QTRY_COMPARE(m_page->size(), window);
        const QRect list(m_list->mapTo(m_page.get(), QPoint(0, 0)), m_list->size());
        QVERIFY(m_page->rect().contains(list));
        QVERIFY(m_list->height() > 0);
    }

private:
    QPoint placeOf(int row) const { return m_list->visualItemRect(m_list->item(row)).center(); }

    std::unique_ptr<StartPage> m_page;
    RecentList* m_list = nullptr;
};

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"
