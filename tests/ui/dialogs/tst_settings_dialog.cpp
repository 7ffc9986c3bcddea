// SPDX-License-Identifier: MIT
#include "ui/dialogs/settings_dialog.h"

#include "tests/support/test_support.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace tessera;

namespace {

// A disk cache that answers when it is told to.
struct FakeCache {
    OverviewCache::Answer measured;
    OverviewCache::Answer cleared;

    OverviewCache control()
    {
        return {[this](const OverviewCache::Answer& answer) { measured = answer; },
            [this](const OverviewCache::Answer& answer) { cleared = answer; }};
    }
};

QSpinBox* spinOf(const SettingsDialog& dialog, const QString& name)
{
    for (QSpinBox* spin : dialog.findChildren<QSpinBox*>())
        if (spin->accessibleName() == name)
            return spin;
    return nullptr;
}

QPushButton* clearOf(const SettingsDialog& dialog)
{
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("&Clear"))
            return button;
    return nullptr;
}

} // namespace

class TestSettingsDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsWhatIsSet()
    {
        FakeCache cache;
        const SettingsDialog dialog(
            {megabytes(512), megabytes(100)}, megabytes(2000), cache.control());
        QCOMPARE(spinOf(dialog, QStringLiteral("Memory for data"))->value(), 512);
        QCOMPARE(spinOf(dialog, QStringLiteral("Overviews on disk"))->value(), 100);
        QCOMPARE(dialog.settings(), (ResourceSettings{megabytes(512), megabytes(100)}));
    }

    void theUsualMemoryIsNamed()
    {
        FakeCache cache;
        const SettingsDialog dialog({{}, megabytes(100)}, megabytes(2000), cache.control());
        QCOMPARE(spinOf(dialog, QStringLiteral("Memory for data"))->text(),
            QStringLiteral("Automatic: 2.00 GB"));
        QCOMPARE(dialog.settings().memory, std::optional<ByteCount>());
    }

    void tellsEachChange()
    {
        FakeCache cache;
        const SettingsDialog dialog({{}, megabytes(100)}, megabytes(2000), cache.control());
        QSignalSpy changed(&dialog, &SettingsDialog::settingsChanged);
        spinOf(dialog, QStringLiteral("Memory for data"))->setValue(256);
        spinOf(dialog, QStringLiteral("Overviews on disk"))->setValue(0);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(dialog.settings(), (ResourceSettings{megabytes(256), ByteCount{}}));
    }

    void clearsWhenThereIsSomething()
    {
        FakeCache cache;
        const SettingsDialog dialog({{}, megabytes(100)}, megabytes(2000), cache.control());
        QVERIFY(!clearOf(dialog)->isEnabled());
        cache.measured(megabytes(133));
        QVERIFY(clearOf(dialog)->isEnabled());
        clearOf(dialog)->click();
        QVERIFY(!clearOf(dialog)->isEnabled());
        cache.cleared({});
        QVERIFY(!clearOf(dialog)->isEnabled());
    }

    void answersMayComeTooLate()
    {
        FakeCache cache;
        {
            const SettingsDialog dialog({{}, megabytes(100)}, megabytes(2000), cache.control());
        }
        cache.measured(megabytes(133));
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
