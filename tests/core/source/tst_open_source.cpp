// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "core/base/path_text.h"

#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace tessera;

namespace {

constexpr ByteCount enough = megabytes(100);

} // namespace

class TestOpenSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void splitsFileAndDataset_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("dataset");
        QTest::addRow("file") << QStringLiteral("x.h5") << QStringLiteral("x.h5") << QString();
        QTest::addRow("both") << QStringLiteral("a/x.h5::/p/q") << QStringLiteral("a/x.h5")
                              << QStringLiteral("/p/q");
        QTest::addRow("one colon")
            << QStringLiteral("a:b.h5") << QStringLiteral("a:b.h5") << QString();
        QTest::addRow("in the dataset")
            << QStringLiteral("x.h5::/p::q") << QStringLiteral("x.h5") << QStringLiteral("/p::q");
        QTest::addRow("nothing after")
            << QStringLiteral("x.h5::") << QStringLiteral("x.h5") << QString();
        QTest::addRow("empty") << QString() << QString() << QString();
    }
    void splitsFileAndDataset()
    {
        QFETCH(QString, text);
        QFETCH(QString, file);
        QFETCH(QString, dataset);
        const auto location = parseLocation(text.toStdString());
        QCOMPARE(test::toQString(location.path), file);
        QCOMPARE(QString::fromStdString(location.dataset), dataset);
    }

    void aFileThatIsThereWins()
    {
        const auto file = path("a::b.h5");
        test::writeFile(file, "x");
        QCOMPARE(parseLocation(toUtf8(file)), (VolumeLocation{file, {}}));
        QCOMPARE(parseLocation(toUtf8(file) + "::/p"), (VolumeLocation{file, "/p"}));
    }

    void locationsSurviveTheRoundTrip()
    {
        QCOMPARE(
            QString::fromStdString(toText(parseLocation("x.h5::/p"))), QStringLiteral("x.h5::/p"));
        QCOMPARE(QString::fromStdString(toText(parseLocation("x.h5"))), QStringLiteral("x.h5"));
    }

    void contentDecidesNotTheName()
    {
        writeVolume(path("numbers.csv"));
        QCOMPARE(test::errorOf(openVolume({path("numbers.csv"), {}}, enough)), QString());
    }

    void opensBehindAUserBlock()
    {
        writeVolume(path("x.h5"));
        test::writeFile(path("block.h5"), QByteArray(1024, ' ') + test::fileBytes(path("x.h5")));
        const auto volume = openVolume({path("block.h5"), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        ReadScratch scratch;
        const auto samples = volume->probabilities->read({{}, 0, 0, 4, 5, 1}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(samples->view.row<float>(3)[14], 0.25F);
    }

    void opensWhateverItsName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("umlauts") << QStringLiteral("Präparat größer.h5");
        QTest::addRow("far away") << QStringLiteral("組織 🔬.h5");
        QTest::addRow("no extension") << QStringLiteral("volume");
    }
    void opensWhateverItsName()
    {
        QFETCH(QString, name);
        const auto file = path(name.toUtf8());
        writeVolume(file);
        const auto volume = openVolume(parseLocation(toUtf8(file)), enough);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(volume->probabilities->info().path, file);
    }

    void opensACsvFolderByAnyWayToWriteIt()
    {
        test::writeFile(path("0.csv"), "1 2\n");
        const auto folder = test::toPath(m_folder->path());
        QCOMPARE(openVolume({folder, {}}, enough)->probabilities->info().path, folder);
        QCOMPARE(openVolume({folder / "", {}}, enough)->probabilities->info().classes, 1);
        QCOMPARE(openVolume({path("0.csv"), {}}, enough)->probabilities->info().path, folder);
        QVERIFY(!openVolume({folder, {}}, enough)->image);
        QVERIFY(listDatasets(folder)->empty());
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message"); // its start
        QTest::addRow("text") << QByteArray("not HDF5 at all") << int(ErrorCode::WrongFormat)
                              << QStringLiteral("x.h5 is not an HDF5 file; Tessera opens HDF5, ");
        QTest::addRow("MATLAB of old")
            << QByteArray("MATLAB 5.0 MAT-file, Platform: GLNXA64") << int(ErrorCode::WrongFormat)
            << QStringLiteral("x.h5 is a MATLAB file of the old form, which Tessera does not ");
        QTest::addRow("empty") << QByteArray() << int(ErrorCode::WrongFormat)
                               << QStringLiteral("x.h5 is empty; Tessera opens HDF5, ");
        QTest::addRow("signature only") << QByteArray("\x89HDF\r\n\x1A\n")
                                        << int(ErrorCode::Malformed) << QStringLiteral("x.h5 is ");
    }
    void refusesWithASentence()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QFETCH(QString, message);
        test::writeFile(path("x.h5"), content);
        const auto volume = openVolume({path("x.h5"), {}}, enough);
        QVERIFY(!volume);
        QCOMPARE(int(volume.error().code), code);
        QCOMPARE(test::errorOf(volume).left(message.size()), message);
        QVERIFY(!listDatasets(path("x.h5")));
    }

    void saysThatAFileIsTruncated()
    {
        writeVolume(path("whole.h5"));
        const auto bytes = test::fileBytes(path("whole.h5"));
        test::writeFile(path("x.h5"), bytes.left(bytes.size() - 100));
        const auto volume = openVolume({path("x.h5"), {}}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::Malformed);
        QVERIFY(test::errorOf(volume).startsWith(
            QStringLiteral("x.h5 is truncated: its end is missing; copy or write it again")));
    }

    void saysThatAFileIsMissing()
    {
        const auto volume = openVolume({path("none.h5"), {}}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::NotFound);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral(
                "none.h5 does not exist; check the name, or whether its disk is connected."));
    }

    void saysThatNoFileIsNamed()
    {
        const auto volume = openVolume({{}, "dataset"}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::BadArgument);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral("No file is named; name one, as in volume.h5 or volume.h5::/dataset."));
    }

    void saysThatAFileMayNotBeRead()
    {
        writeVolume(path("x.h5"));
        std::filesystem::permissions(path("x.h5"), std::filesystem::perms::none);
        if (std::ifstream(path("x.h5")).is_open())
            QSKIP("this user may read every file");
        const auto volume = openVolume({path("x.h5"), {}}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::NoPermission);
    }

    void refusesADatasetOfACsvVolume()
    {
        test::writeFile(path("0.csv"), "1 2\n");
        const auto volume = openVolume({path("0.csv"), "/p"}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::BadArgument);
    }

    void doesNotOpenWhenStopped()
    {
        writeVolume(path("x.h5"));
        std::stop_source stop;
        stop.request_stop();
        const auto volume = openVolume({path("x.h5"), {}}, enough, {}, stop.get_token());
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::Cancelled);
    }

private:
    std::filesystem::path path(const QByteArray& name) const
    {
        return test::toPath(m_folder->path()) / fromUtf8(name.toStdString());
    }
    static void writeVolume(const std::filesystem::path& file)
    {
        const std::vector<float> samples(4 * 5 * 3, 0.25F);
        test::writeHdf5Dataset(file, {.shape = {4, 5, 3}}, std::span<const float>(samples));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestOpenSource)
#include "tst_open_source.moc"
