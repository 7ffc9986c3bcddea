// SPDX-License-Identifier: MIT
#include "core/kernel/rgb_bytes.h"

#include "core/kernel/kernel_table.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <random>
#include <vector>

using namespace tessera;

class TestRgbBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyLengthIsRight_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("pixels");
        for (int kernel = 0; kernel < static_cast<int>(supportedKernels().size()); ++kernel)
            for (int pixels = 0; pixels <= 70; ++pixels)
                QTest::addRow("%s, %d pixels",
                    supportedKernels()[static_cast<std::size_t>(kernel)].name.data(), pixels)
                    << kernel << pixels;
    }
    void everyLengthIsRight()
    {
        QFETCH(int, kernel);
        QFETCH(int, pixels);
        constexpr unsigned seed = 7;
        constexpr std::uint8_t sentinel = 0x5A;
        std::mt19937 random(seed);
        const auto count = static_cast<std::size_t>(pixels);
        std::vector<Pixel> from(count);
        std::vector<std::uint8_t> expected{sentinel}; // so that the bytes begin anywhere
        for (Pixel& pixel : from) {
            pixel = static_cast<Pixel>(random());
            expected.push_back(static_cast<std::uint8_t>(pixel >> 16));
            expected.push_back(static_cast<std::uint8_t>(pixel >> 8));
            expected.push_back(static_cast<std::uint8_t>(pixel));
        }
        expected.push_back(sentinel);
        std::vector<std::uint8_t> bytes(expected.size(), sentinel);
        supportedKernels()[static_cast<std::size_t>(kernel)].rgbBytes(from, bytes.data() + 1);
        QCOMPARE(bytes, expected);
    }
};

QTEST_APPLESS_MAIN(TestRgbBytes)
#include "tst_rgb_bytes.moc"
