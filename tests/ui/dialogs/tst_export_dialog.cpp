// SPDX-License-Identifier: MIT
#include "ui/dialogs/export_dialog.h"

#include "tests/support/test_support.h"

#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

class TestExportDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void saysHowLargeThePictureIs()
    {
        const ExportDialog dialog(QSize(1280, 720), PlaneShape{1920, 2560});
        const auto labels = dialog.findChildren<QLabel*>();
        QCOMPARE(labels.at(0)->text(), QStringLiteral("1280 × 720 pixels, at most 2.76 MB"));
        QCOMPARE(labels.at(1)->text(), QStringLiteral("2560 × 1920 pixels, at most 14.7 MB"));
    }

    void tellsWhatIsWanted()
    {
        ExportDialog dialog(QSize(1280, 720), PlaneShape{1920, 2560});
        const QSignalSpy wanted(&dialog, &ExportDialog::exportRequested);
        QCOMPARE(dialog.extent(), ExportExtent::View);
        dialog.findChildren<QRadioButton*>().at(1)->click();
        dialog.accept();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.at(0).at(0).value<ExportExtent>(), ExportExtent::WholePlane);
    }

    void remembersWhenTold()
    {
        ExportDialog dialog(QSize(1, 1), PlaneShape{1, 1});
        dialog.setExtent(ExportExtent::WholePlane);
        QCOMPARE(dialog.extent(), ExportExtent::WholePlane);
    }

    void cancelSaysNothing()
    {
        ExportDialog dialog(QSize(1, 1), PlaneShape{1, 1});
        const QSignalSpy wanted(&dialog, &ExportDialog::exportRequested);
        dialog.reject();
        QCOMPARE(wanted.count(), 0);
    }
};

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"
