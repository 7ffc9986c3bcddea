// SPDX-License-Identifier: MIT
#include "core/source/memory_array.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cstring>
#include <numeric>
#include <vector>

using namespace tessera;

namespace {

template <class Sample> AlignedBuffer countedUpTo(std::size_t samples)
{
    AlignedBuffer buffer(samples * sizeof(Sample));
    const auto all = buffer.as<Sample>();
    std::iota(all.begin(), all.end(), Sample{0});
    return buffer;
}

// What is read, in the order of the slab.
template <class Sample>
QList<double> read(const MemoryArray& array, const ArraySlab& slab, ReadScratch& scratch)
{
    const auto samples = array.read(slab, scratch, {});
    if (!samples)
        return {};
    QList<double> values;
    for (std::int64_t row = 0; row < slab.count[0]; ++row)
        for (std::int64_t column = 0; column < slab.count[1]; ++column) {
            Sample sample{};
            std::memcpy(&sample,
                samples->data
                    + static_cast<std::size_t>(
                          row * samples->strides[0] + column * samples->strides[1])
                        * sizeof sample,
                sizeof sample);
            values.append(static_cast<double>(sample));
        }
    return values;
}

const ArraySlab everyOther{{0, 1}, {2, 2}, {2, 1}}; // rows 0 and 2, columns 1 and 2

} // namespace

class TestMemoryArray : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void showsItsMemoryWithoutACopy()
    {
        const MemoryArray array(
            countedUpTo<float>(12), {{3, 4}, {}, {NumberKind::Float, sizeof(float), false}}, "x");
        ReadScratch scratch;
        QCOMPARE(read<float>(array, everyOther, scratch), (QList<double>{1, 2, 9, 10}));
        QCOMPARE(scratch.held(), ByteCount{0});
    }

    void followsStrides()
    {
        const MemoryArray array(countedUpTo<float>(12),
            {{3, 4}, {1, 3}, {NumberKind::Float, sizeof(float), false}}, "x");
        ReadScratch scratch;
        QCOMPARE(read<float>(array, everyOther, scratch), (QList<double>{3, 6, 5, 8}));
    }

    void turnsBytesRoundOnce()
    {
        AlignedBuffer buffer(4);
        std::memcpy(buffer.data(), "\1\2\3\4", 4);
        const MemoryArray array(
            std::move(buffer), {{1, 2}, {}, {NumberKind::Unsigned, 2, true}}, "x");
        ReadScratch scratch;
        const ArraySlab all{{0, 0}, {1, 2}, {1, 1}};
        QCOMPARE(read<std::uint16_t>(array, all, scratch), (QList<double>{258, 772}));
        QCOMPARE(read<std::uint16_t>(array, all, scratch), (QList<double>{258, 772}));
    }

    void convertsWhatGrowsWhenItIsRead_data()
    {
        QTest::addColumn<bool>("isScaled");
        QTest::addColumn<double>("unit");
        QTest::addRow("probabilities") << true << 32767.0;
        QTest::addRow("an image") << false << 1.0;
    }
    void convertsWhatGrowsWhenItIsRead()
    {
        QFETCH(bool, isScaled);
        QFETCH(double, unit);
        const MemoryArray array(countedUpTo<std::int16_t>(12),
            {{3, 4}, {1, 3}, {NumberKind::Signed, 2, false}, isScaled}, "x");
        ReadScratch scratch;
        QCOMPARE(read<double>(array, everyOther, scratch),
            (QList<double>{3 / unit, 6 / unit, 5 / unit, 8 / unit}));
    }

    void isFreedWhenNobodyLooksAtItAnyMore()
    {
        const auto before = AlignedBuffer::heldBytes();
        MemoryArray array(countedUpTo<float>(1U << 20U),
            {{1024, 1024}, {}, {NumberKind::Float, sizeof(float), false}}, "x.npz");
        ReadScratch scratch;
        {
            const auto samples = array.read(everyOther, scratch, {});
            array.release();
            QVERIFY(AlignedBuffer::heldBytes() > before);
        }
        QCOMPARE(AlignedBuffer::heldBytes(), before);
        QCOMPARE(test::errorOf(array.read(everyOther, scratch, {})),
            QStringLiteral("x.npz was closed to be read again; reload it."));
    }

    void isNotReadWhenStopped()
    {
        const MemoryArray array(
            countedUpTo<float>(12), {{3, 4}, {}, {NumberKind::Float, sizeof(float), false}}, "x");
        std::stop_source stop;
        stop.request_stop();
        ReadScratch scratch;
        const auto samples = array.read(everyOther, scratch, stop.get_token());
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Cancelled);
    }

    void saysWhatIsTooLarge()
    {
        const auto error = tooLargeForMemory(
            "x.npz", "/p in x.npz", megabytes(500), megabytes(384), "save it with np.savez");
        QCOMPARE(error.code, ErrorCode::TooLarge);
        QCOMPARE(QString::fromStdString(error.message),
            QStringLiteral("/p in x.npz has to be in memory as a whole, which needs 500 MB, but "
                           "384 MB may be used; save it with np.savez, or allow more memory."));
    }
};

QTEST_APPLESS_MAIN(TestMemoryArray)
#include "tst_memory_array.moc"
