// SPDX-License-Identifier: MIT
#include "core/source/scaled_source.h"

#include "core/source/volume_reading.h"
#include "tests/support/memory_array.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <vector>

using namespace tessera;

namespace {

const ValueScale logits{{}, Activation::Softmax};
const ValueScale percent{{0, 100}};
const ValueScale binary{{}, Activation::None, true};

std::shared_ptr<const VolumeSource> volumeOf(
    const char* axes, const ValueScale& scale, const test::MemoryArraySpec& spec)
{
    const auto volume =
        readAs(test::memoryArray(spec), {.axes = parseAxes(axes), .scale = scale}, {});
    return volume ? volume->probabilities : nullptr;
}

std::shared_ptr<const VolumeSource> volumeOf(const char* axes, const ValueScale& scale,
    std::vector<std::uint64_t> shape, ElementType type = ElementType::Float32)
{
    const auto values = test::valuesFor(shape);
    return volumeOf(axes, scale, {.shape = std::move(shape), .values = values, .type = type});
}

std::vector<double> valuesOf(const VolumeSource& source, const SourceRegion& region)
{
    ReadScratch scratch;
    const auto samples = source.read(region, scratch, {});
    if (!samples || samples->view.type != ElementType::Float64)
        return {};
    const SampleView& view = samples->view;
    std::vector<double> values;
    for (std::int64_t row = 0; row < view.rows; ++row)
        for (std::int64_t column = 0; column < view.columns; ++column)
            for (std::int64_t index = 0; index < view.classes; ++index)
                values.push_back(
                    view.row<double>(row)[column * view.columnStride + index * view.classStride]);
    return values;
}

} // namespace

class TestScaledSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void standsOnlyWhereItIsNeeded_data()
    {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<double>("high");
        QTest::addColumn<bool>("computed");
        QTest::addRow("float32, 0 to 1") << ElementType::Float32 << 1.0 << false;
        QTest::addRow("float32, 0 to 100") << ElementType::Float32 << 100.0 << true;
        QTest::addRow("uint8, 0 to 255") << ElementType::UInt8 << 255.0 << false;
        QTest::addRow("uint8, 0 to 100") << ElementType::UInt8 << 100.0 << true;
    }
    void standsOnlyWhereItIsNeeded()
    {
        QFETCH(ElementType, type);
        QFETCH(double, high);
        QFETCH(bool, computed);
        const auto source = volumeOf("yxc", {{0, high}}, {5, 4, 3}, type);
        QVERIFY(source);
        QCOMPARE(source->info().isComputed, computed);
        QCOMPARE(source->info().type, computed ? ElementType::Float64 : type);
    }

    void someClassesAreThoseOfAll_data()
    {
        QTest::addColumn<QString>("axes");
        QTest::addColumn<bool>("isSoftmax");
        QTest::addRow("logits, pixel by pixel") << "yxc" << true;
        QTest::addRow("logits in planes") << "cyx" << true;
        QTest::addRow("percent, pixel by pixel") << "yxc" << false;
        QTest::addRow("percent in planes") << "cyx" << false;
    }
    void someClassesAreThoseOfAll()
    {
        QFETCH(QString, axes);
        QFETCH(bool, isSoftmax);
        const auto source =
            volumeOf(axes.toUtf8().constData(), isSoftmax ? logits : percent, {6, 6, 6});
        QVERIFY(source);
        QCOMPARE(source->info().needsAllClasses, isSoftmax);
        const auto all = valuesOf(*source, {{}, 1, 2, 3, 4, 2});
        const auto some = valuesOf(*source, {{}, 1, 2, 3, 4, 2, {2, 5}});
        QCOMPARE(all.size(), 72U);
        QCOMPARE(some.size(), 36U);
        for (std::size_t pixel = 0; pixel < 12; ++pixel)
            for (std::size_t index = 0; index < 3; ++index)
                QCOMPARE(some[pixel * 3 + index], all[pixel * 6 + 2 + index]);
    }

    void oneChannelBecomesTwoClasses()
    {
        const auto source = volumeOf("yx", binary, {.shape = {1, 2}, .values = {0.25, 1}});
        QVERIFY(source);
        QCOMPARE(source->info().classes, 2);
        QCOMPARE(source->info().classNames, (std::vector<std::string>{"background", "foreground"}));
        QCOMPARE(valuesOf(*source, {{}, 0, 0, 1, 2}), (std::vector{0.75, 0.25, 0.0, 1.0}));
        QCOMPARE(valuesOf(*source, {{}, 0, 0, 1, 2, 1, {1, 2}}), (std::vector{0.25, 1.0}));
    }

    void givenNamesOfTwoClassesStay()
    {
        test::MemoryArraySpec spec{.shape = {1, 1}, .values = {1}};
        spec.hints.classNames = {"stroma", "gland"};
        spec.hints.classNamesSource = "The attribute class_names";
        const auto source = volumeOf("yx", binary, spec);
        QVERIFY(source);
        QCOMPARE(source->info().classNames.size(), 2U);
    }

    void severalChannelsAreNotBinary()
    {
        const auto array =
            test::memoryArray({.shape = {2, 2, 3}, .values = test::valuesFor({2, 2, 3})});
        const auto volume = readAs(array, {.axes = parseAxes("yxc"), .scale = binary}, {});
        QVERIFY(!volume);
        QCOMPARE(volume.error().code, ErrorCode::BadArgument);
        QVERIFY(volume.error().message.find("3 classes") != std::string::npos);
    }

    void staysWithinWhatMayBeUsed()
    {
        const auto stored = volumeOf("yxc", {{0, 1}}, {50, 50, 4});
        QVERIFY(stored);
        const ScaledSource source(stored, ByteCount{50 * 8 * 4 * 10});
        ReadScratch scratch;
        QVERIFY(source.read({{}, 0, 0, 10, 50}, scratch, {}));
        const auto tooMuch = source.read({{}, 0, 0, 11, 50}, scratch, {});
        QVERIFY(!tooMuch);
        QCOMPARE(tooMuch.error().code, ErrorCode::TooLarge);
    }

    void stopsWhenAsked()
    {
        const auto source = volumeOf("yxc", logits, {5, 4, 3});
        ReadScratch scratch;
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(source->read({{}, 0, 0, 5, 4}, scratch, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestScaledSource)
#include "tst_scaled_source.moc"
