// SPDX-License-Identifier: MIT
#include "core/base/aligned_buffer.h"
#include "core/cost/process_memory.h"
#include "core/cost/stopwatch.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cstring>

using namespace tessera;

class TestProcessMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void processStartedBeforeNow()
    {
        const std::int64_t now = nowNs();
        const std::int64_t start = processStartNs().value_or(now);
        QVERIFY(start < now);
        // The test was started less than its time limit ago.
        QVERIFY(nowNs() - start < 300LL * 1'000'000'000);
        QVERIFY(std::abs(processStartNs().value_or(0) - start) < 20'000'000);
    }

    void peakIsNeverBelowResident()
    {
        const ProcessMemory memory = processMemory().value_or(ProcessMemory{});
        QVERIFY(memory.resident > ByteCount{0});
        QVERIFY(memory.peakResident >= memory.resident);
        QVERIFY(memory.resident < physicalMemory());
    }

    void bothWaysToThePeakAgree()
    {
        const ByteCount peak = peakResidentMemory().value_or(ByteCount{});
        const ProcessMemory memory = processMemory().value_or(ProcessMemory{});
        QVERIFY(peak > ByteCount{0});
        QVERIFY(memory.peakResident + megabytes(8) >= peak);
        QVERIFY(peak + megabytes(8) >= memory.peakResident);
    }

    void usedMemoryIsSeen()
    {
        constexpr ByteCount size = megabytes(64);
        const ProcessMemory before = processMemory().value_or(ProcessMemory{});
        AlignedBuffer buffer(size.value);
        std::memset(buffer.data(), 1, buffer.size());
        const ProcessMemory after = processMemory().value_or(ProcessMemory{});
        QVERIFY(after.resident + megabytes(8) >= before.resident + size);
        QVERIFY(after.peakResident >= after.resident);
        QCOMPARE(buffer.data()[size.value - 1], std::byte{1});
    }
};

QTEST_APPLESS_MAIN(TestProcessMemory)
#include "tst_process_memory.moc"
