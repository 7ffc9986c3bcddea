// SPDX-License-Identifier: MIT
#include "core/source/external_reader.h"

#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <limits>
#include <numeric>

using namespace tessera;

namespace {

using Numbers = QList<int>;
constexpr std::uint64_t theRest = std::numeric_limits<std::uint64_t>::max();

} // namespace

// Of an array of 3×4×2 bytes.
class TestExternalReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_parts.clear();
    }

    void partsFollowEachOther()
    {
        add({90, 91, 0, 1, 2, 3, 4, 99}, 2, 5);
        add({5, 6, 7}, 0, 3);
        add({8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}, 0, theRest);
        QCOMPARE(read({{0, 0, 0}, {3, 4, 2}, {1, 1, 1}}), upTo(24));
    }

    void readsAPartOfTheArray()
    {
        add(upTo(24).mid(0, 11), 0, 11);
        add(upTo(24).mid(11), 0, 13);
        QCOMPARE(read({{1, 1, 0}, {1, 2, 2}, {1, 1, 1}}), (Numbers{10, 11, 12, 13}));
    }

    void beyondAPartsEndAreZeros_data()
    {
        QTest::addColumn<Numbers>("first");
        QTest::addRow("empty") << Numbers{};
        QTest::addRow("short") << Numbers{1, 2, 3};
        QTest::addRow("whole") << Numbers{1, 2, 3, 4, 5, 6, 7, 8};
    }
    void beyondAPartsEndAreZeros()
    {
        QFETCH(Numbers, first);
        add(first, 0, 8);
        add(upTo(16), 0, 16);
        Numbers wanted = first;
        wanted.resize(8);
        wanted += upTo(16);
        QCOMPARE(read({{0, 0, 0}, {3, 4, 2}, {1, 1, 1}}), wanted);
    }

    void aPartThatBeginsBeyondItsFileIsZeros()
    {
        add(upTo(24), 1000, 24);
        QCOMPARE(read({{0, 0, 0}, {3, 4, 2}, {1, 1, 1}}), Numbers(24));
    }

    void onlyWhatNeedsAMissingFileFails()
    {
        add(upTo(8), 0, 8);
        m_parts.push_back({fail(ErrorCode::NotFound, "b.bin is missing."), 0, 8});
        add(upTo(8), 0, 8);
        QCOMPARE(read({{0, 0, 0}, {1, 4, 2}, {1, 1, 1}}), upTo(8));
        QCOMPARE(read({{2, 0, 0}, {1, 4, 2}, {1, 1, 1}}), upTo(8));
        QCOMPARE(errorOf({{1, 0, 0}, {1, 4, 2}, {1, 1, 1}}), QStringLiteral("b.bin is missing."));
    }

    void anArrayLongerThanItsPartsFails()
    {
        add(upTo(8), 0, 8);
        QVERIFY(errorOf({{0, 0, 0}, {3, 4, 2}, {1, 1, 1}})
                .contains(QStringLiteral("longer than the files that hold its samples")));
    }

    void afterReleaseNothingIsRead()
    {
        add(upTo(24), 0, 24);
        ExternalReader reader(plan(), {m_parts});
        reader.release();
        ReadScratch scratch;
        const auto samples = reader.read({{0, 0, 0}, {1, 1, 1}, {1, 1, 1}}, scratch, {});
        QVERIFY(test::errorOf(samples).contains(QStringLiteral("reload")));
    }

    void stopsWhenItIsStopped()
    {
        add(upTo(24), 0, 24);
        const ExternalReader reader(plan(), {m_parts});
        ReadScratch scratch;
        std::stop_source stop;
        stop.request_stop();
        const auto samples =
            reader.read({{0, 0, 0}, {3, 4, 2}, {1, 1, 1}}, scratch, stop.get_token());
        QCOMPARE(samples.error().code, ErrorCode::Cancelled);
    }

private:
    static Numbers upTo(int count)
    {
        Numbers numbers(count);
        std::iota(numbers.begin(), numbers.end(), 0);
        return numbers;
    }
    static StoragePlan plan()
    {
        StoragePlan plan;
        plan.file = "x.h5";
        plan.subject = "/p in x.h5";
        plan.shape = {3, 4, 2};
        plan.number = {NumberKind::Unsigned, 1, false};
        return plan;
    }
    void add(const Numbers& content, std::uint64_t offset, std::uint64_t bytes)
    {
        QByteArray text;
        for (const int number : content)
            text += static_cast<char>(number);
        const auto path =
            test::toPath(m_folder->filePath(QStringLiteral("%1.bin").arg(m_parts.size())));
        test::writeFile(path, text);
        auto file = PositionedFile::open(path);
        QVERIFY(file);
        m_parts.push_back(
            {std::make_shared<const PositionedFile>(*std::move(file)), offset, bytes});
    }
    Numbers read(const ArraySlab& slab) const
    {
        const ExternalReader reader(plan(), {m_parts});
        ReadScratch scratch;
        const auto samples = reader.read(slab, scratch, {});
        Numbers numbers;
        if (!samples)
            return numbers;
        for (std::int64_t z = 0; z < slab.count[0]; ++z)
            for (std::int64_t y = 0; y < slab.count[1]; ++y)
                for (std::int64_t x = 0; x < slab.count[2]; ++x)
                    numbers += std::to_integer<int>(samples->data[z * samples->strides[0]
                        + y * samples->strides[1] + x * samples->strides[2]]);
        return numbers;
    }
    QString errorOf(const ArraySlab& slab) const
    {
        const ExternalReader reader(plan(), {m_parts});
        ReadScratch scratch;
        return test::errorOf(reader.read(slab, scratch, {}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<OpenedPart> m_parts;
};

QTEST_APPLESS_MAIN(TestExternalReader)
#include "tst_external_reader.moc"
