// SPDX-License-Identifier: MIT
// Volumes opened over what the HDF5 library says of them, from other files too.
#include "core/describe/in_process_guides.h"
#include "core/source/open_source.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/hdf5_links.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace tessera;

namespace {

const std::vector<std::uint64_t> shape{4, 3, 2};
const std::vector<float> halves(24, 0.5F);

QByteArray floats(int count, float value)
{
    const std::vector<float> numbers(static_cast<std::size_t>(count), value);
    return {reinterpret_cast<const char*>(numbers.data()),
        static_cast<qsizetype>(numbers.size() * sizeof(float))};
}

// Of the first class, from top to bottom; -1 where they cannot be read.
QList<float> firstColumn(const Result<OpenedVolume>& volume)
{
    QList<float> column;
    ReadScratch scratch;
    for (std::int64_t row = 0; volume && row < volume->probabilities->info().plane.rows; ++row) {
        const auto samples = volume->probabilities->read({{}, row, 0, 1, 1, 1}, scratch, {});
        column += samples ? samples->view.row<float>(0)[0] : -1.0F;
    }
    return column;
}

} // namespace

// The file is in/x.h5; other.h5 lies beside it, secret.h5 beside its folder.
class TestGuidedHdf5 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        std::filesystem::create_directory(at("in"));
        test::writeHdf5Dataset(at("in/other.h5"), {.name = "a", .shape = shape}, halves);
        test::writeHdf5Dataset(at("secret.h5"), {.name = "a", .shape = shape}, halves);
    }

    void readsPartsInOtherFiles()
    {
        test::writeHdf5External(
            at("in/x.h5"), "p", shape, {{"one.bin", 8, 48}, {"two.bin", 0, 48}});
        test::writeFile(at("in/one.bin"), floats(2, 9) + floats(12, 0.25F));
        test::writeFile(at("in/two.bin"), floats(6, 0.75F)); // the rest is zeros
        const auto volume = opened();
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(volume->probabilities->info().warnings.empty());
        QCOMPARE(firstColumn(volume), (QList<float>{0.25F, 0.25F, 0.75F, 0}));
    }

    void onePartThatIsMissingIsToldAndTheOtherRead()
    {
        test::writeHdf5External(
            at("in/x.h5"), "p", shape, {{"one.bin", 0, 48}, {"two.bin", 0, 48}});
        test::writeFile(at("in/two.bin"), floats(12, 0.75F));
        const auto volume = opened();
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(warningOf(volume),
            QStringLiteral("x.h5 refers to the file one.bin, which does not exist; put it where "
                           "x.h5 looks for it."));
        QCOMPARE(firstColumn(volume), (QList<float>{-1, -1, 0.75F, 0.75F}));
    }

    void whereALinkLeads_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("anywhere");
        QTest::addColumn<QString>("says");
        const auto none = QString();
        const auto outside = QStringLiteral("outside its folder; allow linked files elsewhere");
        QTest::addRow("beside it") << QStringLiteral("other.h5") << false << none;
        QTest::addRow("elsewhere") << QStringLiteral("../secret.h5") << false << outside;
        QTest::addRow("elsewhere, whole name")
            << QStringLiteral("%1/secret.h5") << false << outside;
        QTest::addRow("elsewhere, allowed") << QStringLiteral("../secret.h5") << true << none;
        QTest::addRow("nowhere") << QStringLiteral("gone.h5") << false
                                 << QStringLiteral("gone.h5, which does not exist");
    }
    void whereALinkLeads()
    {
        QFETCH(QString, file);
        QFETCH(bool, anywhere);
        QFETCH(QString, says);
        test::writeHdf5ExternalLink(at("in/x.h5"), "probabilities",
            file.replace(QStringLiteral("%1"), m_folder->path()).toStdString(), "/a");
        const auto named = openVolume({at("in/x.h5"), "probabilities"}, limits(anywhere));
        QVERIFY2(test::errorOf(named).contains(says), qPrintable(test::errorOf(named)));
        const auto chosen = openVolume({at("in/x.h5"), {}}, limits(anywhere));
        QVERIFY2(test::errorOf(chosen).contains(says), qPrintable(test::errorOf(chosen)));
        QCOMPARE(chosen.has_value(), says.isEmpty());
        QCOMPARE(firstColumn(chosen), says.isEmpty() ? QList<float>(4, 0.5F) : QList<float>());
    }

    void missingSourcesAreToldBeforeTheyAreShown()
    {
        test::writeHdf5Virtual(at("in/x.h5"), "probabilities",
            {{"other.h5", "/a", 4}, {"gone.h5", "/a", 4}}, {3, 2}, 9);
        const auto volume = opened();
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(warningOf(volume),
            QStringLiteral("x.h5 refers to the file gone.h5, which does not exist; put it where "
                           "x.h5 looks for it. Its samples are shown as the fill value."));
        QCOMPARE(firstColumn(volume), (QList<float>{0.5F, 0.5F, 0.5F, 0.5F, 9, 9, 9, 9}));
    }

    void sourcesElsewhereAreNotRead()
    {
        test::writeHdf5Virtual(at("in/x.h5"), "probabilities",
            {{"other.h5", "/a", 4}, {"../secret.h5", "/a", 4}}, {3, 2}, 9);
        const auto volume = opened();
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(warningOf(volume).contains(QStringLiteral("../secret.h5 outside its folder")));
        QCOMPARE(firstColumn(volume).mid(4), QList<float>(4, -1));
    }

    void aLinkToTheFileIsNotItsFolder()
    {
        test::writeHdf5ExternalLink(at("in/x.h5"), "probabilities", "other.h5", "/a");
        std::filesystem::create_symlink(at("in/x.h5"), at("shortcut.h5"));
        const auto volume = openVolume({at("shortcut.h5"), {}}, limits(false));
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(firstColumn(volume), QList<float>(4, 0.5F));
        QCOMPARE(volume->probabilities->info().path, at("shortcut.h5"));
    }

private:
    std::filesystem::path at(const char* relative) const
    {
        return test::toPath(m_folder->path()) / relative;
    }
    static OpenLimits limits(bool anywhere)
    {
        OpenLimits limits{megabytes(100)};
        limits.guides = inProcessGuides();
        limits.linkedFilesAnywhere = anywhere;
        limits.reading = {.axes = parseAxes("yxc"), .scale = ValueScale{}};
        return limits;
    }
    Result<OpenedVolume> opened() const { return openVolume({at("in/x.h5"), {}}, limits(false)); }
    static QString warningOf(const Result<OpenedVolume>& volume)
    {
        const auto& warnings = volume->probabilities->info().warnings;
        return warnings.size() == 1 ? QString::fromStdString(warnings.front()) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestGuidedHdf5)
#include "tst_guided_hdf5.moc"
