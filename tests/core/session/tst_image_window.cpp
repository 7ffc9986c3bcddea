// SPDX-License-Identifier: MIT
#include "core/session/image_window.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <limits>
#include <stop_token>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

// An image given value by value.
class GivenImage : public VolumeSource {
public:
    GivenImage(PlaneShape plane, std::int64_t channels, std::vector<double> values)
        : m_values(std::move(values))
    {
        m_info.axes = *parseAxes("yxc");
        m_info.type = ElementType::Float64;
        m_info.plane = plane;
        m_info.classes = channels;
    }
    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(
        const SourceRegion& region, ReadScratch&, const std::stop_token& stop) const override
    {
        if (stop.stop_requested())
            return cancelled();
        const std::int64_t rowValues = m_info.plane.columns * m_info.classes;
        const auto* data = reinterpret_cast<const std::byte*>(
            m_values.data() + region.row * rowValues + region.column * m_info.classes);
        return Samples{{ElementType::Float64, data, region.rows, region.columns, m_info.classes,
                           rowValues * region.rowStep, m_info.classes, 1},
            {}};
    }

private:
    VolumeInfo m_info;
    std::vector<double> m_values;
};

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

std::vector<double> ramp(std::size_t count)
{
    std::vector<double> values(count);
    for (std::size_t index = 0; index < count; ++index)
        values[index] = static_cast<double>(index * 7919 % count); // shuffled, 0 … count − 1
    return values;
}

} // namespace

class TestImageWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void findsTheWindow_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<Contrast>("contrast");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        constexpr auto percentiles = Contrast::Percentiles;
        constexpr auto minMax = Contrast::MinMax;
        QTest::addRow("percentiles of a ramp") << ramp(1001) << percentiles << 5.0 << 995.0;
        QTest::addRow("extremes of a ramp") << ramp(1001) << minMax << 0.0 << 1000.0;
        QTest::addRow("constant") << std::vector<double>(50, 7.5) << percentiles << 7.5 << 7.5;
        QTest::addRow("one pixel") << std::vector<double>{3} << minMax << 3.0 << 3.0;
        QTest::addRow("NaN and infinities are left out")
            << std::vector<double>{notANumber, 2, infinite, -1, -infinite, 4, notANumber} << minMax
            << -1.0 << 4.0;
        QTest::addRow("nothing but NaN")
            << std::vector<double>{notANumber, notANumber} << percentiles << 0.0 << 1.0;
    }
    void findsTheWindow()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(Contrast, contrast);
        QFETCH(double, low);
        QFETCH(double, high);
        const GivenImage image({1, static_cast<std::int64_t>(values.size())}, 1, values);
        const auto window = findImageWindow(image, {}, contrast);
        QCOMPARE(test::errorOf(window), QString());
        QCOMPARE(*window, (ImageWindow{low, high}));
    }

    void channelsShareAWindow()
    {
        const GivenImage image({2, 1}, 3, {1, 2, 3, 40, 50, 60});
        QCOMPARE(*findImageWindow(image, {}, Contrast::MinMax), (ImageWindow{1, 60}));
    }

    void aLargeImageIsLookedAtInPart()
    {
        const auto image = test::fakeSource(
            {.rows = 3000, .columns = 2000, .classes = 1, .type = ElementType::UInt16});
        QVERIFY(findImageWindow(*image, {}, Contrast::Percentiles));
        const std::uint64_t all = 3000 * 2000 * 2;
        QVERIFY(image->bytesRead().value <= all / 4);
        QVERIFY(image->bytesRead().value >= all / 8);
        for (const SourceRegion& region : image->regions())
            QVERIFY(region.row + (region.rows - 1) * region.rowStep < 3000);
    }

    void aFailureIsPassedOn()
    {
        const auto image = test::fakeSource({.classes = 1});
        image->failRows(0, 100);
        QCOMPARE(test::errorOf(findImageWindow(*image, {}, Contrast::MinMax)),
            QStringLiteral("These rows of fake cannot be read."));
    }

    void whatCannotBeReadIsLeftOut()
    {
        const auto image = test::fakeSource({.classes = 1});
        const auto whole = findImageWindow(*image, {}, Contrast::Percentiles);
        image->failRows(50, 51);
        const auto window = findImageWindow(*image, {}, Contrast::Percentiles);
        QVERIFY(window);
        QVERIFY(std::abs(window->high - whole->high) < 0.05);
    }

    void canBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const GivenImage image({1, 1}, 1, {1});
        const auto window = findImageWindow(image, {}, Contrast::MinMax, stop.get_token());
        QVERIFY(!window);
        QCOMPARE(window.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestImageWindow)
#include "tst_image_window.moc"
