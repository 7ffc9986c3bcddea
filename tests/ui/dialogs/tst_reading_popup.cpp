// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_popup.h"

#include "tests/support/test_support.h"
#include "ui/dialogs/check_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <initializer_list>
#include <memory>

using namespace tessera;

namespace {

VolumeInfo stack(std::uint64_t channels)
{
    VolumeInfo info;
    info.shape = {4, 40, 60, channels};
    info.axes = *parseAxes("zyxc");
    info.meaning.axes = info.axes;
    info.meaning.axesReason = "By the shape.";
    info.meaning.scaleReason = "The numbers go from 0 to 1.";
    info.classes = static_cast<std::int64_t>(channels);
    return info;
}

ReadingWish wishAt(const QSignalSpy& spy, int index)
{
    return spy.at(index).at(0).value<ReadingWish>();
}

} // namespace

class TestReadingPopup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_window = std::make_unique<QWidget>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_popup = new ReadingPopup(m_window.get());
        m_popup->setReading(stack(3), {.plane = PlaneAxes::XZ});
        m_popup->choices().setChoices({{*parseAxes("zyxc"), QStringLiteral("By the shape.")},
            {*parseAxes("cyxz"), QStringLiteral("Classes may come first.")}});
        m_popup->openBelow(*m_window, m_window->rect());
        QVERIFY(m_popup->isVisible());
        m_wanted = std::make_unique<QSignalSpy>(m_popup, &ReadingPopup::readingWanted);
    }
    void cleanup()
    {
        m_wanted.reset();
        m_window.reset();
    }

    void showsWhatIsMeant()
    {
        QCOMPARE(axisChoice(0)->currentText().front(), QChar(u'z'));
        QCOMPARE(axisChoice(3)->currentText().front(), QChar(u'c'));
        QVERIFY(choiceButton(QStringLiteral("zyxc"))->isChecked());
        QVERIFY(!choiceButton(QStringLiteral("cyxz"))->isChecked());
        QVERIFY(!binary()->isVisible());
        QVERIFY(!reset()->isEnabled());
    }

    void keysChooseAnAxis()
    {
        axisChoice(0)->setFocus();
        QTest::keyClick(axisChoice(0), Qt::Key_C);
        QCOMPARE(m_wanted->count(), 1);
        QCOMPARE(
            wishAt(*m_wanted, 0), (ReadingWish{.axes = parseAxes("cyxz"), .plane = PlaneAxes::XZ}));
    }

    void tabWalksFromTheAxesOverTheScaleToThePictures()
    {
        m_popup->setReading(stack(1), {.isBinary = false});
        QVERIFY(axisChoice(0)->hasFocus());
        for (int dimension = 1; dimension < 4; ++dimension)
            QTest::keyClick(m_popup->focusWidget(), Qt::Key_Tab);
        QVERIFY(axisChoice(3)->hasFocus());
        for (QWidget* next : std::initializer_list<QWidget*>{reset(), scaleChoice(), binary(),
                 choiceButton(QStringLiteral("zyxc")), choiceButton(QStringLiteral("cyxz"))}) {
            QTest::keyClick(m_popup->focusWidget(), Qt::Key_Tab);
            QVERIFY(next->hasFocus());
        }
    }

    void moreChoicesLeaveTheFocusWhereItIs()
    {
        choiceButton(QStringLiteral("cyxz"))->setFocus();
        auto choices = m_popup->choices().choices();
        choices.push_back({*parseAxes("tyxc"), {}});
        m_popup->choices().setChoices(choices);
        QVERIFY(choiceButton(QStringLiteral("cyxz"))->hasFocus());
        QVERIFY(choiceButton(QStringLiteral("tyxc")) != nullptr);
        m_popup->choices().setChoices({choices.front()});
        QVERIFY(choiceButton(QStringLiteral("cyxz")) == nullptr);
    }

    void checksAreALineEachAndTheWrongOnesHaveASign()
    {
        auto* checks = m_popup->findChild<CheckList*>();
        m_popup->setChecks({{QStringLiteral("Odd."), true}, {QStringLiteral("Fine."), false}});
        QCOMPARE(checks->findChildren<QLabel*>().size(), 3);
        m_popup->setChecks({{QStringLiteral("<b>Fine.</b>"), false}});
        QCOMPARE(checks->findChildren<QLabel*>().size(), 1);
        QCOMPARE(checks->findChild<QLabel*>()->textFormat(), Qt::PlainText);
    }

    void halfAChoiceWaitsForTheRest()
    {
        Q_EMIT axisChoice(1)->activated(0); // y becomes t: no rows are left
        QCOMPARE(m_wanted->count(), 0);
        Q_EMIT axisChoice(0)->activated(2);
        QCOMPARE(m_wanted->count(), 1);
        QCOMPARE(toText(*wishAt(*m_wanted, 0).axes), std::string("ytxc"));
    }

    void pictureIsOneClick()
    {
        QTest::mouseClick(choiceButton(QStringLiteral("cyxz")), Qt::LeftButton);
        QCOMPARE(m_wanted->count(), 1);
        QCOMPARE(toText(*wishAt(*m_wanted, 0).axes), std::string("cyxz"));
        QVERIFY(m_popup->isVisible());
    }

    void scaleIsChosen()
    {
        auto* scales = scaleChoice();
        const int softmax = scales->findText(QStringLiteral("Logits (softmax)"));
        Q_EMIT scales->activated(softmax);
        QCOMPARE(m_wanted->count(), 1);
        QCOMPARE(wishAt(*m_wanted, 0).scale,
            std::optional(ValueScale{{0, 1}, Activation::Softmax, false}));
        QVERIFY(!wishAt(*m_wanted, 0).axes);
    }

    void oneChannelBecomesBinary()
    {
        m_popup->setReading(stack(1), {});
        QVERIFY(binary()->isVisible());
        binary()->click();
        QCOMPARE(wishAt(*m_wanted, 0), (ReadingWish{.isBinary = true}));
    }

    void severalChannelsAreNotBinary()
    {
        VolumeInfo info = stack(1);
        info.meaning.scale.isBinary = true;
        m_popup->setReading(info, {.isBinary = true});
        Q_EMIT axisChoice(0)->activated(4); // the four slices become classes
        QCOMPARE(wishAt(*m_wanted, 0).isBinary, std::nullopt);
    }

    void resetLeavesAllToTheEvidence()
    {
        m_popup->setReading(
            stack(3), {parseAxes("zyxc"), ValueScale{}, std::nullopt, PlaneAxes::YZ});
        QVERIFY(reset()->isEnabled());
        reset()->click();
        QCOMPARE(wishAt(*m_wanted, 0), (ReadingWish{.plane = PlaneAxes::YZ}));
    }

    void escapeCloses()
    {
        QTest::keyClick(m_popup, Qt::Key_Escape);
        QVERIFY(!m_popup->isVisible());
        QCOMPARE(m_wanted->count(), 0);
    }

    void staysOnTheScreen()
    {
        m_popup->close();
        const QRect room = m_window->screen()->availableGeometry();
        m_popup->openBelow(*m_window, QRect(room.right(), room.bottom(), 10, 10));
        constexpr int frame = 2; // the offscreen platform draws one even around popups
        QVERIFY(room.adjusted(0, 0, frame, frame).contains(m_popup->geometry()));
    }

    void pictureThatFailsCannotBeTaken()
    {
        m_popup->choices().setFailed(1, QStringLiteral("It cannot be read."));
        m_popup->choices().setFailed(7, QStringLiteral("There is no such."));
        QVERIFY(!choiceButton(QStringLiteral("cyxz"))->isEnabled());
    }

private:
    QComboBox* named(const QString& name) const
    {
        for (auto* box : m_popup->findChildren<QComboBox*>())
            if (box->accessibleName() == name)
                return box;
        return nullptr;
    }
    QComboBox* axisChoice(int dimension) const
    {
        return named(QStringLiteral("Axis of dimension %1").arg(dimension + 1));
    }
    QComboBox* scaleChoice() const { return named(QStringLiteral("Which numbers mean 0 and 1")); }
    QCheckBox* binary() const { return m_popup->findChild<QCheckBox*>(); }
    QToolButton* reset() const
    {
        for (auto* button : m_popup->findChildren<QToolButton*>())
            if (!button->isCheckable())
                return button;
        return nullptr;
    }
    QToolButton* choiceButton(const QString& letters) const
    {
        for (auto* button : m_popup->choices().findChildren<QToolButton*>())
            if (button->text() == letters)
                return button;
        return nullptr;
    }

    std::unique_ptr<QWidget> m_window;
    ReadingPopup* m_popup = nullptr;
    std::unique_ptr<QSignalSpy> m_wanted;
};

QTEST_MAIN(TestReadingPopup)
#include "tst_reading_popup.moc"
