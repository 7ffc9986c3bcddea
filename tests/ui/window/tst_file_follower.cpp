// SPDX-License-Identifier: MIT
// The window and a file that other programs change, replace, delete or damage while it is shown.
#include "ui/window/file_follower.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/bars/message_bar.h"
#include "ui/docks/classes_panel.h"
#include "ui/view/tile_view.h"

#include <QAbstractItemView>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace tessera;

namespace {

constexpr float otherStep = 0.008F;

// As a careful writer does: the name changes hands at once.
void putInPlace(const QString& file, const QByteArray& bytes)
{
    test::writeFile(test::toPath(file + QStringLiteral(".new")), bytes);
    std::filesystem::rename(test::toPath(file + QStringLiteral(".new")), test::toPath(file));
}

QByteArray otherStack(const test::WindowFixture& here)
{
    const QString other = here.path("other.h5");
    QFile::remove(other);
    test::writeStack(other, 4, otherStep);
    return test::fileBytes(test::toPath(other));
}

QPushButton* buttonOf(const MessageBar& banner)
{
    return banner.findChild<QPushButton*>();
}

// What the view shows, whatever is on its way to it.
QImage shownBy(MainWindow& window)
{
    return window.view().picture();
}

} // namespace

class TestFileFollower : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_here = std::make_unique<test::WindowFixture>();
        m_file = m_here->path("stack.h5");
        test::writeStack(m_file);
        QVERIFY(m_here->show(m_file));
    }
    void cleanup() { m_here.reset(); }

    void nothingIsSaidOfAFileAtRest()
    {
        QVERIFY(!banner().isVisible());
        QCOMPARE(m_here->window->follower().statusText(), QString());
        QVERIFY(!m_here->window->follower().isFollowing());
    }

    void changesAreToldInABanner_data()
    {
        QTest::addColumn<bool>("isDeleted");
        QTest::addColumn<QString>("said");
        QTest::addRow("replaced") << false << QStringLiteral("replaced");
        QTest::addRow("deleted") << true << QStringLiteral("deleted");
    }
    void changesAreToldInABanner()
    {
        QFETCH(bool, isDeleted);
        QFETCH(QString, said);
        if (isDeleted)
            QFile::remove(m_file);
        else
            putInPlace(m_file, otherStack(*m_here));
        QTRY_VERIFY(banner().isVisible());
        QVERIFY2(banner().sentence().contains(said), qPrintable(banner().sentence()));
        QVERIFY(banner().sentence().startsWith(QStringLiteral("stack.h5 was ")));
        QCOMPARE(buttonOf(banner())->isVisible(), !isDeleted);
    }

    void aFileThatIsWrittenToIsToldInABanner()
    {
        test::writeFile(test::toPath(m_file), otherStack(*m_here));
        QTRY_VERIFY(banner().isVisible());
        QCOMPARE(banner().sentence(), QStringLiteral("stack.h5 was changed by another program."));
        QVERIFY(!banner().isError());
    }

    void aClosedBannerStaysClosedForMoreOfTheSame()
    {
        const QSignalSpy closed(&banner(), &MessageBar::closed);
        const QByteArray other = otherStack(*m_here);
        test::writeFile(test::toPath(m_file), other);
        QTRY_VERIFY(banner().isVisible());
        QTest::keyClick(m_here->window, Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
        const QSignalSpy news(
            m_here->window->follower().findChild<FileWatcher*>(), &FileWatcher::newsCame);
        test::writeFile(test::toPath(m_file), other + "more");
        QTRY_COMPARE(news.count(), 1);
        QVERIFY(!banner().isVisible());
        QFile::remove(m_file); // is other news
        QTRY_VERIFY(banner().isVisible());
        QVERIFY(banner().sentence().contains(QStringLiteral("deleted")));
    }

    void reloadFromTheBannerKeepsEverythingButThePicture()
    {
        Look look = m_here->document().look();
        look.classes[0].colour = {10, 20, 30};
        look.classes[2].visible = false;
        m_here->document().editLook(look, false);
        m_here->window->actions().nextSlice->trigger();
        m_here->window->actions().sideBySide->setChecked(true);
        m_here->window->view().setViewState({20, 22, 40});
        const ViewState state = m_here->window->view().transform().state();
        QVERIFY(m_here->waitUntilSettled());
        const QImage before = shownBy(*m_here->window);
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        putInPlace(m_file, otherStack(*m_here));
        QTRY_VERIFY(banner().isVisible());
        buttonOf(banner())->setFocus();
        QTest::keyClick(buttonOf(banner()), Qt::Key_Space);
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(m_here->waitUntilSettled());
        QVERIFY(!banner().isVisible());
        QVERIFY(shownBy(*m_here->window) != before);
        QCOMPARE(m_here->window->view().transform().state(), state);
        QCOMPARE(m_here->document().look(), look);
        QCOMPARE(m_here->document().session().reading().plane, (PlanePosition{1, 0}));
        QVERIFY(m_here->window->view().isSideBySide());
        m_here->window->actions().undo->trigger();
        QVERIFY(m_here->document().look() != look);
    }

    void theOldPictureStaysUntilTheNewOneIsThere()
    {
        m_here->window->actions().follow->setChecked(true);
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QImage before = shownBy(*m_here->window);
        QImage atOnce;
        connect(m_here->window, &MainWindow::volumeShown, this,
            [&] { atOnce = shownBy(*m_here->window); });
        putInPlace(m_file, otherStack(*m_here));
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(atOnce, before); // no tile of the new one can have come yet
        QTRY_VERIFY(shownBy(*m_here->window) != before);
        QVERIFY(m_here->waitUntilSettled());
        QCOMPARE(m_here->document().content().subjects(ViewContent::Layer::Classes).size(), 1U);
    }

    void aReloadThatFailsKeepsThePictureAndSaysWhy()
    {
        const QImage before = shownBy(*m_here->window);
        const Document* const document = m_here->window->document();
        putInPlace(m_file, test::fileBytes(test::toPath(m_file)).left(3000));
        QTRY_VERIFY(banner().isVisible());
        m_here->window->actions().reload->trigger(); // the same as the banner's button
        QTRY_VERIFY(banner().isError());
        QVERIFY2(banner().sentence().contains(QStringLiteral("stack.h5")),
            qPrintable(banner().sentence()));
        QCOMPARE(buttonOf(banner())->text(), QStringLiteral("Reload"));
        QCOMPARE(m_here->window->document(), document);
        m_here->window->actions().nextSlice->trigger(); // what was open can be read on
        m_here->window->actions().previousSlice->trigger();
        banner().dismiss();
        QVERIFY(m_here->waitUntilSettled());
        QVERIFY(!m_here->window->messages().isVisible());
        QTRY_COMPARE(shownBy(*m_here->window), before);
    }

    void aFileThatComesBackTakesTheBannerAway()
    {
        const QString away = m_here->path("away.h5");
        QVERIFY(QFile::rename(m_file, away));
        QTRY_VERIFY(banner().isVisible());
        QVERIFY(QFile::rename(away, m_file));
        QTRY_VERIFY(!banner().isVisible());
    }

    void followingReadsWhatIsWritten()
    {
        m_here->window->actions().follow->setChecked(true);
        QVERIFY(m_here->window->follower().isFollowing());
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QImage before = shownBy(*m_here->window);
        putInPlace(m_file, otherStack(*m_here));
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(m_here->waitUntilSettled());
        QVERIFY(!banner().isVisible());
        QVERIFY(shownBy(*m_here->window) != before);
    }

    void followingWaitsForTheWriter()
    {
        m_here->window->actions().follow->setChecked(true);
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QImage before = shownBy(*m_here->window);
        const QByteArray whole = otherStack(*m_here);
        putInPlace(m_file, whole.left(3000));
        QTRY_COMPARE(m_here->window->follower().statusText(),
            QStringLiteral("following; waiting for the writer"));
        QVERIFY(!banner().isVisible());
        QVERIFY(!m_here->window->messages().isVisible());
        QCOMPARE(shownBy(*m_here->window), before);
        putInPlace(m_file, whole);
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(m_here->waitUntilSettled());
        QCOMPARE(m_here->window->follower().statusText(), QStringLiteral("following"));
        QVERIFY(shownBy(*m_here->window) != before);
    }

    void followingWaitsForADeletedFile()
    {
        m_here->window->actions().follow->setChecked(true);
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QByteArray whole = otherStack(*m_here);
        QFile::remove(m_file);
        QTRY_COMPARE(m_here->window->follower().statusText(),
            QStringLiteral("following; waiting for the writer"));
        putInPlace(m_file, whole);
        QTRY_COMPARE(shown.count(), 1);
    }

    void followingBeginsWithWhatWasMissed()
    {
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        putInPlace(m_file, otherStack(*m_here));
        QTRY_VERIFY(banner().isVisible());
        m_here->window->actions().follow->setChecked(true);
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(!banner().isVisible());
    }

    void bannerTakesOverWhereFollowingEnds()
    {
        m_here->window->actions().follow->setChecked(true);
        QFile::remove(m_file);
        QTRY_COMPARE(m_here->window->follower().statusText(),
            QStringLiteral("following; waiting for the writer"));
        QVERIFY(!banner().isVisible());
        m_here->window->actions().follow->setChecked(false);
        QVERIFY(banner().isVisible());
        QCOMPARE(m_here->window->follower().statusText(), QString());
        m_here->window->actions().follow->setChecked(true);
        QVERIFY(!banner().isVisible());
    }

    void moreSlicesAreFollowed()
    {
        m_here->window->actions().follow->setChecked(true);
        m_here->window->actions().lastSlice->trigger();
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QString other = m_here->path("other.h5");
        test::writeStack(other, 7);
        putInPlace(m_file, test::fileBytes(test::toPath(other)));
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(m_here->document().info().zCount, 7);
        QCOMPARE(m_here->document().session().reading().plane, (PlanePosition{3, 0}));
        QVERIFY(m_here->window->actions().nextSlice->isEnabled());
    }

    void aFolderOfTextFilesIsFollowed()
    {
        const QDir folder(m_here->path("classes"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        const QByteArray half = QByteArray("0.5 0.5 0.5\n").repeated(4);
        for (const auto& name : {QStringLiteral("0.csv"), QStringLiteral("1.csv")})
            test::writeFile(test::toPath(folder.filePath(name)), half);
        QVERIFY(m_here->show(folder.path()));
        m_here->window->actions().follow->setChecked(true);
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        const QImage before = shownBy(*m_here->window);
        putInPlace(
            folder.filePath(QStringLiteral("1.csv")), QByteArray("0.75 0.75 0.75\n").repeated(4));
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(m_here->waitUntilSettled());
        QVERIFY(shownBy(*m_here->window) != before);
    }

    void focusStaysWhereItIsWhenFollowing()
    {
        m_here->window->actions().follow->setChecked(true);
        auto* const other = m_here->window->classesPanel().findChild<QAbstractItemView*>();
        other->setFocus();
        const QSignalSpy shown(m_here->window, &MainWindow::volumeShown);
        putInPlace(m_file, otherStack(*m_here));
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(m_here->window->focusWidget(), other);
    }

    void eachWindowFollowsForItself()
    {
        m_here->window->actions().follow->setChecked(true);
        QVERIFY(!m_here->viewer.addWindow()->actions().follow->isChecked());
    }

private:
    MessageBar& banner() const { return m_here->window->fileBanner(); }

    std::unique_ptr<test::WindowFixture> m_here;
    QString m_file;
};

QTEST_MAIN(TestFileFollower)
#include "tst_file_follower.moc"
