// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"
#include "core/source/npy_format.h"
#include "core/source/open_source.h"

#include "tests/support/npy_bytes.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

constexpr ByteCount enough = megabytes(100);

// Little-endian numbers from 0 on.
QByteArray counted(int samples, int bytesEach)
{
    QByteArray bytes;
    for (int sample = 0; sample < samples; ++sample)
        bytes += QByteArray(1, static_cast<char>(sample)) + QByteArray(bytesEach - 1, '\0');
    return bytes;
}

// Class after class of the plane's pixels, in rows.
QList<double> valuesOf(const VolumeSource& source)
{
    const VolumeInfo& info = source.info();
    ReadScratch scratch;
    const auto samples =
        source.read({{}, 0, 0, info.plane.rows, info.plane.columns, 1}, scratch, {});
    if (!samples)
        return {};
    const SampleView& view = samples->view;
    QList<double> values;
    withElementType(info.type, [&]<class Sample>(Sample) {
        const auto* const data = reinterpret_cast<const Sample*>(view.data);
        for (std::int64_t row = 0; row < view.rows; ++row)
            for (std::int64_t column = 0; column < view.columns; ++column)
                for (std::int64_t index = 0; index < view.classes; ++index)
                    values.append(static_cast<double>(data[row * view.rowStride
                        + column * view.columnStride + index * view.classStride]));
    });
    return values;
}

} // namespace

class TestNpyFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void readsSamplesWhereTheyLie_data()
    {
        QTest::addColumn<QByteArray>("descr");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<double>("unit");
        QTest::addRow("uint8") << QByteArray("|u1") << 1 << 1.0; // delivered as it is
        QTest::addRow("uint16") << QByteArray("<u2") << 2 << 1.0;
        QTest::addRow("int16") << QByteArray("<i2") << 2 << 32767.0;
        QTest::addRow("uint32") << QByteArray("<u4") << 4 << 4294967295.0;
    }
    void readsSamplesWhereTheyLie()
    {
        QFETCH(QByteArray, descr);
        QFETCH(int, bytes);
        QFETCH(double, unit);
        const auto volume = opened(test::npyBytes(descr, "(2, 2, 3)", counted(12, bytes)));
        QCOMPARE(test::errorOf(volume), QString());
        QList<double> expected;
        for (int sample = 0; sample < 12; ++sample)
            expected.append(sample / unit);
        QCOMPARE(valuesOf(*test::asStored(*volume)), expected);
    }

    void readsEitherOrderOfBytes()
    {
        const auto floats = QByteArray::fromHex("3f000000"
                                                "3e800000"
                                                "3f800000"
                                                "00000000");
        const auto volume = opened(test::npyBytes(">f4", "(1, 2, 2)", floats));
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(valuesOf(*test::asStored(*volume)), (QList<double>{0.5, 0.25, 1, 0}));
        QCOMPARE(QString::fromStdString(volume->probabilities->info().storedType),
            QStringLiteral("float32, big-endian"));
    }

    void readsTheFirstDimensionAsTheFastest()
    {
        const auto volume = opened(test::npyBytes("|u1", "(2, 2, 3)", counted(12, 1), true));
        QCOMPARE(test::errorOf(volume), QString());
        const VolumeInfo& info = volume->probabilities->info();
        QCOMPARE(info.shape, (std::vector<std::uint64_t>{2, 2, 3}));
        QCOMPARE(QString::fromStdString(info.storage),
            QStringLiteral("contiguous, first dimension fastest"));
        QCOMPARE(valuesOf(*test::asStored(*volume)),
            (QList<double>{0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11}));
    }

    void readsColumnsWhereTheyLieTogether_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<QList<qulonglong>>("piece");
        QTest::addRow("a plane") << QByteArray("(300, 400, 3)") << QList<qulonglong>{300, 256, 1};
        QTest::addRow("a narrow plane")
            << QByteArray("(300, 200, 3)") << QList<qulonglong>{300, 200, 3};
        QTest::addRow("a high plane")
            << QByteArray("(40000, 40, 2)") << QList<qulonglong>{40000, 16, 1};
        QTest::addRow("higher than a piece")
            << QByteArray("(1500000, 2, 1)") << QList<qulonglong>{1048576, 1, 1};
    }
    void readsColumnsWhereTheyLieTogether()
    {
        QFETCH(QByteArray, shape);
        QFETCH(QList<qulonglong>, piece);
        const auto volume =
            opened(test::npyBytes("|u1", shape.constData(), QByteArray(3200000, 'x'), true));
        QCOMPARE(test::errorOf(volume), QString());
        const auto& chunk = volume->probabilities->info().chunk;
        QCOMPARE(QList<qulonglong>(chunk.begin(), chunk.end()), piece);
    }

    void tellsWhatItIs()
    {
        const auto volume = opened(test::npyBytes("<f8", "(2, 2, 3)", counted(12, 8)));
        QCOMPARE(test::errorOf(volume), QString());
        const VolumeInfo& info = volume->probabilities->info();
        QCOMPARE(info.path, file());
        QVERIFY(info.dataset.empty() && info.chunk.empty());
        QCOMPARE(QString::fromStdString(info.storedType), QStringLiteral("float64"));
        QCOMPARE(QString::fromStdString(info.storage), QStringLiteral("contiguous"));
        QVERIFY(listDatasets(file())->empty());
    }

    void readsAVeryLongHeader()
    {
        const QByteArray spaces(5000, ' ');
        const auto volume = opened(test::npyWithText(
            "{'descr': '|u1'," + spaces + "'fortran_order': False, 'shape': (1, 1, 2)}", "\1\2"));
        QCOMPARE(test::errorOf(volume), QString());
        QCOMPARE(valuesOf(*test::asStored(*volume)), (QList<double>{1, 2}));
    }

    void forgivesBytesBehindTheArray()
    {
        const auto volume =
            opened(test::npyBytes("|u1", "(2, 2, 3)", counted(12, 1) + QByteArray(1000, 'x')));
        QCOMPARE(test::errorOf(volume), QString());
        QVERIFY(volume->probabilities->info().warnings.size() == 1);
        QCOMPARE(QString::fromStdString(volume->probabilities->info().warnings.front()),
            QStringLiteral("x.npy holds 1.00 kB after its first array, which are not shown."));
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message"); // its start
        const auto add = [](const char* name, const QByteArray& content, ErrorCode code,
                             const char* message) {
            QTest::addRow("%s", name) << content << int(code) << QString::fromUtf8(message);
        };
        add("too short", test::npyBytes("<f4", "(2, 3, 4)", QByteArray(50, 'x')),
            ErrorCode::Malformed,
            "x.npy is truncated: its 2×3×4 samples (float32) need 96 B, but 50 B are there; copy "
            "or write it again.");
        add("more than 64 bits",
            test::npyBytes("<f4", "(4294967296, 4294967296, 4)", QByteArray(50, 'x')),
            ErrorCode::Malformed,
            "x.npy is truncated: its 4294967296×4294967296×4 samples (float32) need more than any "
            "file has, but ");
        add("empty", test::npyBytes("<f4", "(2, 0, 4)", {}), ErrorCode::Unsupported,
            "x.npy is empty: its shape is 2×0×4.");
        add("objects", test::npyBytes("|O", "(2, 3, 4)", "pickle"), ErrorCode::Unsupported,
            "x.npy is of type object (Python objects, which are never loaded); Tessera reads ");
        add("no header", QByteArray("\x93NUMPY"), ErrorCode::Malformed,
            "x.npy is truncated: the end of its header is missing; copy or write it again.");
        add("one dimension", test::npyBytes("|u1", "(24,)", QByteArray(24, 'x')),
            ErrorCode::Unsupported, "x.npy has 1 dimension; ");
    }
    void refusesWithASentence()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QFETCH(QString, message);
        const auto volume = opened(content);
        QVERIFY(!volume);
        QCOMPARE(test::errorOf(volume).left(message.size()), message);
        QCOMPARE(int(volume.error().code), code);
    }

    void hasNoNames()
    {
        test::writeFile(file(), test::npyBytes("|u1", "(2, 2, 3)", counted(12, 1)));
        const auto volume = openVolume({file(), "/p"}, enough);
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::BadArgument);
    }

    void anImageIsNotScaled()
    {
        test::writeFile(file(), test::npyBytes("<i2", "(1, 3)", counted(3, 2)));
        auto positioned = PositionedFile::open(file());
        QVERIFY(positioned);
        const FileStart start{
            file(), std::make_shared<const PositionedFile>(*std::move(positioned)), {}};
        const auto npy = openNpyFile(start, enough, {});
        QVERIFY(npy);
        const auto array = (*npy)->open({}, ArrayUse::Image, {}, {});
        QCOMPARE(test::errorOf(array), QString());
        ReadScratch scratch;
        const auto samples = (*array)->reader->read({{0, 0}, {1, 3}, {1, 1}}, scratch, {});
        QVERIFY(samples);
        QCOMPARE(reinterpret_cast<const double*>(samples->data)[2], 2.0);
    }

private:
    std::filesystem::path file() const { return test::toPath(m_folder->path()) / "x.npy"; }
    Result<OpenedVolume> opened(const QByteArray& content) const
    {
        test::writeFile(file(), content);
        ReadingWish wish;
        wish.axes = parseAxes("yxc");
        OpenLimits limits{enough};
        limits.reading = wish;
        return openVolume({file(), {}}, limits);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestNpyFormat)
#include "tst_npy_format.moc"
