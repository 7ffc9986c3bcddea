// SPDX-License-Identifier: MIT
#include "ui/bars/message_bar.h"

#include "tests/support/test_support.h"

#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

using namespace tessera;

namespace {

QToolButton* buttonNamed(const QWidget& bar, const QString& text)
{
    for (auto* button : bar.findChildren<QToolButton*>()) {
        if (button->text().startsWith(text))
            return button;
    }
    return nullptr;
}

} // namespace

class TestMessageBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_window = std::make_unique<QWidget>();
        m_bar = new MessageBar(m_window.get());
        auto* column = new QVBoxLayout(m_window.get());
        column->addWidget(m_bar);
        column->addStretch(1);
        m_window->resize(500, 400);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void saysNothingAtFirst() { QVERIFY(!m_bar->isVisible()); }

    void showsTheSentence()
    {
        m_bar->showError(QStringLiteral("a.h5 is damaged."));
        QVERIFY(m_bar->isVisible());
        QVERIFY(m_bar->isError());
        QCOMPARE(m_bar->sentence(), QStringLiteral("a.h5 is damaged."));
        QVERIFY(!buttonNamed(*m_bar, QStringLiteral("Details"))->isVisible());
        QVERIFY(!m_bar->findChild<QPushButton*>()->isVisible());
    }

    void detailsOpenOnDemand()
    {
        m_bar->showError(QStringLiteral("Bad."), QStringLiteral("line 3, column 4"));
        auto* details = m_bar->findChild<QPlainTextEdit*>();
        QVERIFY(!details->isVisible());
        buttonNamed(*m_bar, QStringLiteral("Details"))->click();
        QVERIFY(details->isVisible());
        QCOMPARE(details->toPlainText(), QStringLiteral("line 3, column 4"));
        m_bar->showNotice(QStringLiteral("Better."));
        QVERIFY(!details->isVisible());
        QVERIFY(!m_bar->isError());
    }

    void offersAnAction()
    {
        const QSignalSpy triggered(m_bar, &MessageBar::actionTriggered);
        m_bar->showNotice(QStringLiteral("Several."), {}, QStringLiteral("Choose…"));
        QTest::mouseClick(m_bar->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(m_bar->isVisible());
    }

    void escapeClosesIt()
    {
        const QSignalSpy closed(m_bar, &MessageBar::closed);
        m_bar->showError(QStringLiteral("Bad."));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(!m_bar->isVisible());
        QCOMPARE(closed.count(), 1);
    }

    void closeButtonClosesIt()
    {
        const QSignalSpy closed(m_bar, &MessageBar::closed);
        m_bar->showError(QStringLiteral("Bad."));
        buttonNamed(*m_bar, QStringLiteral("Close"))->click();
        QVERIFY(!m_bar->isVisible());
        QCOMPARE(closed.count(), 1);
    }

    void longSentenceWrapsAndKeepsTheWindowsWidth()
    {
        m_bar->showError(QStringLiteral("word ").repeated(100),
            QStringLiteral("unbroken").repeated(200), QStringLiteral("Try again"));
        m_window->adjustSize();
        m_window->resize(500, 400);
        QTRY_COMPARE(m_window->width(), 500);
        QVERIFY(m_bar->minimumSizeHint().width() < 450);
        QVERIFY(m_bar->height() > 3 * m_bar->fontMetrics().lineSpacing());
    }

    void sentenceIsNeverMarkup()
    {
        m_bar->showError(QStringLiteral("<b>x</b> is no file."));
        QCOMPARE(m_bar->sentence(), QStringLiteral("<b>x</b> is no file."));
        QCOMPARE(m_bar->findChildren<QLabel*>().at(1)->textFormat(), Qt::PlainText);
    }

    void followsAChangeOfPalette()
    {
        m_bar->showError(QStringLiteral("Bad."));
        m_window->setPalette(QPalette(QColor(40, 40, 40)));
        QVERIFY(m_bar->grab().toImage().pixelColor(20, 2).lightness() < 128);
        m_window->setPalette(QPalette(QColor(240, 240, 240)));
        QVERIFY(m_bar->grab().toImage().pixelColor(20, 2).lightness() > 128);
    }

private:
    std::unique_ptr<QWidget> m_window;
    MessageBar* m_bar = nullptr;
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
