// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "tests/support/hdf5_array.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace tessera;

namespace {

constexpr ByteCount enough = megabytes(100);
const std::vector<std::uint64_t> planeShape{6, 5, 3};
const std::vector<float> plane(6 * 5 * 3, 0.25F);
const std::vector<std::uint8_t> picture(6 * 5 * 3, 7);

QStringList texts(const std::vector<std::string>& names)
{
    QStringList list;
    for (const auto& name : names)
        list += QString::fromStdString(name);
    return list;
}

} // namespace

class TestHdf5Volume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void opensTheSample()
    {
        const auto volume = openVolume({test::samplePath(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        const auto& info = volume->probabilities->info();
        QCOMPARE(QString::fromStdString(info.dataset), QStringLiteral("/probabilities"));
        QCOMPARE(info.plane, (PlaneShape{512, 512}));
        QCOMPARE(texts(info.classNames).join(QLatin1Char(' ')),
            QStringLiteral("glass stroma nuclei epithelium"));
        QVERIFY(volume->image);
        QCOMPARE(volume->image->info().classes, 3);
        QCOMPARE(volume->image->info().type, ElementType::UInt8);
    }

    // Rows 20 to 39 of 60 are written.
    void knowsWhereNothingWasWritten_data()
    {
        QTest::addColumn<quint64>("chunkRows"); // 0: contiguous
        QTest::addColumn<bool>("knows");
        QTest::addRow("few chunks, which are listed") << quint64{20} << true;
        QTest::addRow("many chunks, which are asked for") << quint64{1} << true;
        QTest::addRow("contiguous") << quint64{0} << false;
    }
    void knowsWhereNothingWasWritten()
    {
        QFETCH(quint64, chunkRows);
        QFETCH(bool, knows);
        test::Hdf5ArraySpec spec{.shape = {60, 30, 3}, .writtenFrom = 20, .writtenTo = 40};
        if (chunkRows > 0)
            spec.chunk = {chunkRows, 1, 3};
        spec.axes = "yxc";
        test::writeHdf5Array(path(), spec);
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        const VolumeSource& source = *volume->probabilities;
        QCOMPARE(source.holdsNothing({{}, 0, 0, 20, 30}), knows);
        QCOMPARE(source.holdsNothing({{}, 40, 5, 20, 7}), knows);
        QVERIFY(!source.holdsNothing({{}, 0, 0, 21, 30}));
        QVERIFY(!source.holdsNothing({{}, 39, 29, 1, 1}));
    }

    void aFileWrittenAnewInPlaceIsReadAnewAfterRelease()
    {
        const auto volume = path();
        const auto other = test::toPath(m_folder->filePath(QStringLiteral("other.h5")));
        test::writeHdf5Dataset(volume, {.shape = planeShape}, plane);
        test::writeHdf5Dataset(
            other, {.shape = planeShape}, std::vector<float>(plane.size(), 0.75F));
        const auto before = openVolume({volume, {}}, enough);
        QCOMPARE(test::errorOf(before), QString());
        // The same inode, as h5py's mode "w" keeps it.
        test::writeFile(volume, test::fileBytes(other));
        ReadScratch scratch;
        before->probabilities->release();
        const auto gone = before->probabilities->read({{}, 0, 0, 1, 1, 1}, scratch, {});
        QVERIFY(test::errorOf(gone).contains(QStringLiteral("reload")));
        const auto after = openVolume({volume, {}}, enough);
        QCOMPARE(test::errorOf(after), QString());
        const auto samples = after->probabilities->read({{}, 0, 0, 1, 1, 1}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        QCOMPARE(samples->view.row<float>(0)[0], 0.75F);
    }

    void opensTheDatasetThatIsNamed_data()
    {
        QTest::addColumn<QString>("named");
        QTest::addColumn<QString>("opened");
        QTest::addRow("by rule") << QString() << QStringLiteral("/softmax");
        QTest::addRow("full path")
            << QStringLiteral("/deep/down/other") << QStringLiteral("/deep/down/other");
        QTest::addRow("without slash")
            << QStringLiteral("deep/down/other") << QStringLiteral("/deep/down/other");
        QTest::addRow("through a link") << QStringLiteral("/link") << QStringLiteral("/link");
        QTest::addRow("an image after all") << QStringLiteral("/raw") << QStringLiteral("/raw");
    }
    void opensTheDatasetThatIsNamed()
    {
        QFETCH(QString, named);
        QFETCH(QString, opened);
        write("deep/down/other");
        write("softmax");
        write("raw");
        test::writeHdf5SoftLink(path(), "link", "/deep/down/other");
        test::writeHdf5SoftLink(path(), "nowhere", "/not/there");
        const auto volume = openVolume({path(), named.toStdString()}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(QString::fromStdString(volume->probabilities->info().dataset), opened);
    }

    void aLinkMayGiveTheUsualName()
    {
        write("a");
        write("b");
        test::writeHdf5SoftLink(path(), "probabilities", "/b");
        const auto volume = openVolume({path(), {}}, enough);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(QString::fromStdString(volume->probabilities->info().dataset),
            QStringLiteral("/probabilities"));
    }

    void saysWhatIsThereInstead_data()
    {
        QTest::addColumn<QString>("named");
        QTest::addRow("missing") << QStringLiteral("/nothing");
        QTest::addRow("a group") << QStringLiteral("/group");
        QTest::addRow("a dangling link") << QStringLiteral("/nowhere");
        QTest::addRow("below a dataset") << QStringLiteral("/a/b");
    }
    void saysWhatIsThereInstead()
    {
        QFETCH(QString, named);
        write("a");
        write("group/b");
        test::writeHdf5SoftLink(path(), "nowhere", "/not/there");
        const auto volume = openVolume({path(), named.toStdString()}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::NotFound);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral("x.h5 has no dataset %1; it holds /a, /group/b.").arg(named));
    }

    void refusesTheWrongRank()
    {
        test::writeHdf5Dataset(path(), {.name = "p", .shape = {90}}, std::span<const float>(plane));
        QCOMPARE(test::errorOf(openVolume({path(), "p"}, enough)),
            QStringLiteral("/p in x.h5 has 1 dimension; class probabilities need 2 to 6 (rows, "
                           "columns, and maybe classes, depth, time and a batch)."));
    }

    void refusesOtherTypes()
    {
        test::writeHdf5Opaque(path(), "q", planeShape, 3);
        QCOMPARE(test::errorOf(openVolume({path(), "q"}, enough)),
            QStringLiteral("/q in x.h5 is of type opaque; Tessera reads floating-point and whole "
                           "numbers and bool."));
    }

    void refusesChunksBeyondTheLimit()
    {
        test::writeHdf5Dataset(path(), {.name = "p", .shape = planeShape, .chunk = {6, 5, 3}},
            std::span<const float>(plane));
        const auto volume = openVolume({path(), {}}, ByteCount{359});
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::TooLarge);
        QVERIFY(openVolume({path(), {}}, ByteCount{360}));
    }

    void asksWhereSeveralMayBeMeant()
    {
        write("a");
        write("b");
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::Ambiguous);
    }

    void listsDatasetsByName()
    {
        write("b");
        write("a/deep");
        test::writeHdf5Dataset(
            path(), {.name = "image", .shape = planeShape}, std::span<const std::uint8_t>(picture));
        test::writeHdf5SoftLink(path(), "a/round", "/a");
        const auto entries = listDatasets(path());
        QVERIFY(entries);
        QCOMPARE(entries->size(), std::size_t{3});
        QCOMPARE(QString::fromStdString(entries->at(0).path), QStringLiteral("/a/deep"));
        QVERIFY(entries->at(0).suitable);
        QCOMPARE(entries->at(0).shape, planeShape);
        QCOMPARE(QString::fromStdString(entries->at(0).storedType), QStringLiteral("float32"));
        QCOMPARE(QString::fromStdString(entries->at(1).path), QStringLiteral("/b"));
        QCOMPARE(QString::fromStdString(entries->at(2).path), QStringLiteral("/image"));
        QVERIFY(!entries->at(2).suitable);
    }

    void readsClassNames_data()
    {
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<bool>("variable");
        QTest::addRow("class_names") << QStringLiteral("class_names") << true;
        QTest::addRow("classes") << QStringLiteral("classes") << true;
        QTest::addRow("labels, fixed length") << QStringLiteral("labels") << false;
    }
    void readsClassNames()
    {
        QFETCH(QString, attribute);
        QFETCH(bool, variable);
        write("p");
        test::writeHdf5Texts(path(), "p", attribute.toStdString(), {"glass", "Zellkern ü", ""},
            variable ? test::Hdf5Text::VariableLength : test::Hdf5Text::FixedLength);
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(volume);
        QCOMPARE(texts(volume->probabilities->info().classNames),
            (QStringList{
                QStringLiteral("glass"), QStringLiteral("Zellkern ü"), QStringLiteral("")}));
    }

    void cutsLongNamesBetweenCharacters()
    {
        write("p");
        std::string name;
        for (int count = 0; count < 67; ++count)
            name += "€"; // three bytes: 201 in all
        test::writeHdf5Texts(path(), "p", "class_names", {name, "b", "c"});
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(volume);
        QCOMPARE(QString::fromStdString(volume->probabilities->info().classNames.at(0)),
            QString(66, QChar(0x20AC)));
    }

    void findsTheImageBeneath_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("found");
        QTest::addRow("image at the root") << QStringLiteral("image") << QStringLiteral("/image");
        QTest::addRow("raw at the root") << QStringLiteral("raw") << QStringLiteral("/raw");
        QTest::addRow("in the same group") << QStringLiteral("g/raw") << QStringLiteral("/g/raw");
        QTest::addRow("elsewhere") << QStringLiteral("h/raw") << QStringLiteral("none");
    }
    void findsTheImageBeneath()
    {
        QFETCH(QString, image);
        QFETCH(QString, found);
        write("g/predictions");
        test::writeHdf5Dataset(path(), {.name = image.toStdString(), .shape = planeShape},
            std::span<const std::uint8_t>(picture));
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(volume);
        QCOMPARE(volume->image ? QString::fromStdString(volume->image->info().dataset)
                               : QStringLiteral("none"),
            found);
    }

    void readsTheGreyImageOfAVolumeSliceBySlice()
    {
        const std::vector<float> volumeSamples(4 * 6 * 5 * 3, 0.5F);
        std::vector<std::uint16_t> slices(4 * 6 * 5);
        std::iota(slices.begin(), slices.end(), std::uint16_t{0});
        test::writeHdf5Dataset(path(), {.name = "predictions", .shape = {4, 6, 5, 3}},
            std::span<const float>(volumeSamples));
        test::writeHdf5Dataset(
            path(), {.name = "raw", .shape = {4, 6, 5}}, std::span<const std::uint16_t>(slices));
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(volume && volume->image);
        ReadScratch scratch;
        const auto samples = volume->image->read({{.z = 2, .t = 0}, 1, 0, 1, 5, 1}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(samples->view.classes, 1);
        QCOMPARE(samples->view.row<std::uint16_t>(0)[4], std::uint16_t{2 * 30 + 1 * 5 + 4});
    }

    void numbersOfAnImageAreNotScaled()
    {
        const std::vector<std::int32_t> counts(30, 70'000);
        write("predictions");
        test::writeHdf5Dataset(
            path(), {.name = "raw", .shape = {6, 5}}, std::span<const std::int32_t>(counts));
        const auto volume = openVolume({path(), {}}, enough);
        QVERIFY(volume && volume->image);
        ReadScratch scratch;
        const auto samples = volume->image->read({{}, 1, 0, 1, 5, 1}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(samples->view.row<double>(0)[4], 70'000.0);
    }

private:
    std::filesystem::path path() const
    {
        return test::toPath(m_folder->filePath(QStringLiteral("x.h5")));
    }
    void write(const char* name) const
    {
        test::writeHdf5Dataset(
            path(), {.name = name, .shape = planeShape}, std::span<const float>(plane));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestHdf5Volume)
#include "tst_hdf5_volume.moc"
