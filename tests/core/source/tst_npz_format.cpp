// SPDX-License-Identifier: MIT
#include "core/source/npz_format.h"

#include "core/base/aligned_buffer.h"
#include "core/source/open_source.h"

#include "tests/support/npy_bytes.h"
#include "tests/support/test_support.h"
#include "tests/support/zip_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace tessera;

namespace {

constexpr ByteCount enough = megabytes(100);
const QByteArray twelve("\0\1\2\3\4\5\6\7\x8\x9\xA\xB", 12);

QByteArray array() // of 2×2×3
{
    return test::npyBytes("|u1", "(2, 2, 3)", twelve);
}

QByteArray floats(int rows) // of rows×256×4, as numpy packs them: 4 kB a row
{
    return test::npyBytes("<f4",
        QByteArray("(" + QByteArray::number(rows) + ", 256, 4)").constData(),
        QByteArray(qsizetype{rows} * 4096, '\x20'));
}

// The classes of the first two pixels.
QByteArray firstSamples(const VolumeSource& source)
{
    ReadScratch scratch;
    const auto samples = source.read({{}, 0, 0, 1, 2, 1}, scratch, {});
    if (!samples || samples->view.classStride != 1 || samples->view.columnStride != 3)
        return {};
    return {reinterpret_cast<const char*>(samples->view.data), 6};
}

} // namespace

class TestNpzFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsAnArray_data()
    {
        QTest::addColumn<test::ZipEntry>("entry");
        QTest::addColumn<QString>("storage");
        QTest::addRow("stored") << test::ZipEntry{"a.npy", array()}
                                << QStringLiteral("contiguous, not compressed");
        QTest::addRow("deflated") << test::ZipEntry{"a.npy", array(), true}
                                  << QStringLiteral("deflate, unpacked in memory");
        QTest::addRow("stored, as if it were large") << test::ZipEntry{"a.npy", array(), false, -1,
            false, true} << QStringLiteral("contiguous, not compressed");
        QTest::addRow("deflated, as if it were large") << test::ZipEntry{"a.npy", array(), true, -1,
            false, true} << QStringLiteral("deflate, unpacked in memory");
    }
    void readsAnArray()
    {
        QFETCH(test::ZipEntry, entry);
        QFETCH(QString, storage);
        const auto volume = opened({{"readme.txt", "a text"}, entry});
        QCOMPARE(test::errorOf(volume), QString());
        const VolumeInfo& info = volume->probabilities->info();
        QCOMPARE(firstSamples(*volume->probabilities), twelve.left(6));
        QCOMPARE(info.shape, (std::vector<std::uint64_t>{2, 2, 3}));
        QCOMPARE(QString::fromStdString(info.dataset), QStringLiteral("a"));
        QCOMPARE(QString::fromStdString(info.storage), storage);
    }

    void choosesByName_data()
    {
        QTest::addColumn<QList<QByteArray>>("keys");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("chosen");
        using Keys = QList<QByteArray>;
        QTest::addRow("probabilities") << Keys{"other", "probabilities", "softmax"} << QString()
                                       << QStringLiteral("probabilities");
        QTest::addRow("softmax") << Keys{"other", "softmax"} << QString()
                                 << QStringLiteral("softmax");
        QTest::addRow("one alone, whole numbers")
            << Keys{"arr_0"} << QString() << QStringLiteral("arr_0");
        QTest::addRow("by key") << Keys{"other", "softmax"} << QStringLiteral("other")
                                << QStringLiteral("other");
        QTest::addRow("as in HDF5")
            << Keys{"other", "softmax"} << QStringLiteral("/other") << QStringLiteral("other");
        QTest::addRow("a key that is a path")
            << Keys{"/abs", "softmax"} << QStringLiteral("/abs") << QStringLiteral("/abs");
    }
    void choosesByName()
    {
        QFETCH(QList<QByteArray>, keys);
        QFETCH(QString, asked);
        QFETCH(QString, chosen);
        QList<test::ZipEntry> entries;
        for (const auto& key : keys)
            entries.append({key + ".npy", array()});
        const auto volume = opened(entries, asked);
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(QString::fromStdString(volume->probabilities->info().dataset), chosen);
    }

    void listsItsArrays()
    {
        test::writeFile(file(),
            test::zipBytes({{"b.npy", array(), true}, {"note.txt", "x"},
                {"a.npy", test::npyBytes("<f4", "(2, 3, 4)", QByteArray(96, 'x'))},
                {"c.npy", "no array"}}));
        const auto entries = listDatasets(file());
        QCOMPARE(test::errorOf(entries), QString());
        QCOMPARE(entries->size(), std::size_t{3});
        QCOMPARE(QString::fromStdString(entries->at(0).path), QStringLiteral("a"));
        QCOMPARE(entries->at(0).shape, (std::vector<std::uint64_t>{2, 3, 4}));
        QVERIFY(entries->at(0).suitable);
        QCOMPARE(QString::fromStdString(entries->at(1).storedType), QStringLiteral("uint8"));
        QCOMPARE(QString::fromStdString(entries->at(2).reason), QStringLiteral("is no NPY file"));
    }

    void findsTheImage()
    {
        const auto volume = opened({{"image.npy", test::npyBytes("|u1", "(2, 2)", "abcd"), true},
            {"softmax.npy", array()}});
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(volume->image);
        QCOMPARE(QString::fromStdString(volume->image->info().dataset), QStringLiteral("image"));
    }

    void unpackedArraysAreCounted()
    {
        const auto before = AlignedBuffer::heldBytes();
        {
            const auto volume = opened({{"a.npy", floats(512), true}});
            QCOMPARE(test::errorOf(volume), QString());
            QVERIFY(AlignedBuffer::heldBytes() >= before + ByteCount{512 * 4096});
        }
        QCOMPARE(AlignedBuffer::heldBytes(), before);
    }

    void unpacksNoMoreThanItMay()
    {
        test::writeFile(file(), test::zipBytes({{"a.npy", floats(512), true}}));
        const auto volume = openVolume({file(), {}}, megabytes(1));
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::TooLarge);
        QCOMPARE(test::errorOf(volume),
            QStringLiteral("a in x.npz has to be in memory as a whole, which needs 2.10 MB, but "
                           "1.00 MB may be used; save it with numpy.savez instead of "
                           "numpy.savez_compressed, or allow more memory."));
    }

    void tellsItsProgressAndStops()
    {
        test::writeFile(file(), test::zipBytes({{"a.npy", floats(1024), true}}));
        std::stop_source stop;
        double told = 0;
        const auto volume = openVolume(
            {file(), {}}, enough,
            [&](double done) {
                told = done;
                stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::Cancelled);
        QVERIFY(told > 0 && told < 1);
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QList<test::ZipEntry>>("entries");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("message"); // its start
        using Entries = QList<test::ZipEntry>;
        const auto add = [](const char* name, const Entries& entries, const char* asked,
                             const char* message) {
            QTest::addRow("%s", name)
                << entries << QString::fromUtf8(asked) << QString::fromUtf8(message);
        };
        add("no members", {}, "", "x.npz is a ZIP file that holds no arrays: none of its 0 ");
        add("another ZIP file", {{"mimetype", "x"}}, "",
            "x.npz is a ZIP file that holds no arrays");
        add("another method", {{"a.npy", array(), false, 12}}, "",
            "a in x.npz is compressed in a way that is not read (bzip2, ZIP method 12); save it ");
        add("encrypted", {{"a.npy", array(), false, -1, true}}, "",
            "a in x.npz is encrypted; write it without a password.");
        add("no NPY", {{"a.npy", "garbage"}}, "", "a in x.npz is no NPY file.");
        add("sizes of a stored one", {{"a.npy", array(), false, -1, false, false, 4000000000}}, "",
            "a in x.npz is damaged: its two sizes in the ZIP file, 4000000000 and ");
        add("more than deflate can pack", {{"a.npy", array(), true, -1, false, false, 4000000000}},
            "", "a in x.npz is damaged: its two sizes in the ZIP file, 4000000000 and ");
        add("too little is packed", {{"a.npy", test::npyBytes("|u1", "(2, 2, 4)", twelve), true}},
            "", "a in x.npz is truncated: its 2×2×4 samples (uint8) need 16 B, but 12 B are there");
        add("more than the array needs", {{"a.npy", array() + "more"}}, "",
            "a in x.npz is damaged: it has 16 B of samples, but its header tells of 12 B; ");
        add("two of one name", {{"a.npy", array()}, {"a.npy", array()}}, "a",
            "a in x.npz is there more than once, so that its name does not tell which ");
        add("nothing of that name", {{"a.npy", array()}, {"b.npy", array()}}, "c",
            "x.npz has no array c; it holds a, b.");
        add("none is likely", {{"a.npy", array()}, {"b.npy", array()}}, "",
            "x.npz holds no class probabilities that Tessera can show: a holds whole numbers ");
        add("several may be meant", {{"a.npy", floats(1)}, {"b.npy", floats(1)}}, "",
            "x.npz holds 2 datasets that may be meant: a, b; choose one, or name it after the ");
    }
    void refusesWithASentence()
    {
        QFETCH(QList<test::ZipEntry>, entries);
        QFETCH(QString, asked);
        QFETCH(QString, message);
        const auto volume = opened(entries, asked);
        QVERIFY(!volume);
        QCOMPARE(test::errorOf(volume).left(message.size()), message);
    }

    void noticesAWrongByte_data()
    {
        QTest::addColumn<bool>("isDeflated");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QString>("message");
        const auto crc = QStringLiteral(
            "a.npy in x.npz is damaged: it does not match its checksum (CRC); copy or write it "
            "again.");
        const auto parts = QStringLiteral("x.npz is a damaged ZIP file: parts of it are missing or "
                                          "contradict each other; copy or write it again.");
        QTest::addRow("in the samples") << false << twelve << crc;
        QTest::addRow("in the header") << false << QByteArray("descr") << crc;
        QTest::addRow("in the name") << false << QByteArray("a.npy") << parts;
        QTest::addRow("in the directory") << false << QByteArray("PK\x01\x02") << parts;
    }
    void noticesAWrongByte()
    {
        QFETCH(bool, isDeflated);
        QFETCH(QByteArray, from);
        QFETCH(QString, message);
        QByteArray content = test::zipBytes({{"a.npy", array(), isDeflated}});
        const auto at = content.indexOf(from);
        QVERIFY(at >= 0);
        content[at] = '?';
        test::writeFile(file(), content);
        QCOMPARE(test::errorOf(openVolume({file(), {}}, enough)), message);
    }

    void noticesDamageInWhatIsDeflated()
    {
        QByteArray content = test::zipBytes({{"a.npy", floats(64), true}});
        content[content.size() / 3] = static_cast<char>(~content[content.size() / 3]);
        test::writeFile(file(), content);
        QVERIFY(test::errorOf(openVolume({file(), {}}, enough))
                .startsWith(QStringLiteral("a.npy in x.npz is damaged")));
    }

    void noCutFileOpens()
    {
        const QByteArray whole = test::zipBytes({{"a.npy", array(), true}, {"b.npy", array()}});
        for (qsizetype size = 4; size < whole.size(); size += 7) {
            test::writeFile(file(), whole.left(size));
            const auto volume = openVolume({file(), "b"}, enough);
            QVERIFY(!volume);
            QCOMPARE(volume.error().code, ErrorCode::Malformed);
        }
    }

private:
    std::filesystem::path file() const { return test::toPath(m_folder->path()) / "x.npz"; }
    Result<OpenedVolume> opened(
        const QList<test::ZipEntry>& entries, const QString& dataset = {}) const
    {
        test::writeFile(file(), test::zipBytes(entries));
        OpenLimits limits{enough};
        limits.reading.axes = parseAxes("yxc");
        return openVolume({file(), dataset.toStdString()}, limits);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestNpzFormat)
#include "tst_npz_format.moc"
