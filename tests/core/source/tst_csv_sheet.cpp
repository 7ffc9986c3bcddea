// SPDX-License-Identifier: MIT
#include "core/source/csv_sheet.h"

#include "core/base/aligned_buffer.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <zlib.h>

using namespace tessera;

using Shape = std::vector<std::uint64_t>;
using Numbers = std::vector<double>;

namespace {

constexpr ByteCount enough = megabytes(50);

QByteArray gzipped(const QByteArray& text)
{
    QByteArray packed(text.size() + 100, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray input = text;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

// All samples, the last dimension fastest.
Numbers samplesOf(const OpenedArray& array)
{
    ArraySlab slab;
    for (const auto extent : array.info.shape) {
        slab.start.push_back(0);
        slab.count.push_back(static_cast<std::int64_t>(extent));
        slab.step.push_back(1);
    }
    ReadScratch scratch;
    const auto samples = array.reader->read(slab, scratch, {});
    Numbers numbers;
    for (std::int64_t index = 0; samples && index < slab.samples(); ++index) {
        std::int64_t rest = index;
        std::int64_t at = 0;
        for (std::size_t dimension = slab.count.size(); dimension-- > 0;) {
            at += rest % slab.count[dimension] * samples->strides[dimension];
            rest /= slab.count[dimension];
        }
        numbers.push_back(reinterpret_cast<const double*>(samples->data)[at]);
    }
    return numbers;
}

QString axesOf(const OpenedArray& array)
{
    return array.info.hints.axes.empty()
        ? QString()
        : QString::fromStdString(array.info.hints.axes.front().letters);
}

QStringList namesOf(const OpenedArray& array)
{
    QStringList names;
    for (const auto& name : array.info.hints.classNames)
        names << QString::fromStdString(name);
    return names;
}

} // namespace

class TestCsvSheet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void opensEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("axes");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<Numbers>("numbers");
        const Numbers pixels{.9, .1, .8, .2, .7, .3, .6, .4};
        const Shape square{2, 2, 2};
        const auto yxc = QStringLiteral("yxc");
        const QStringList unnamed;
        const QStringList ab{QStringLiteral("a"), QStringLiteral("b")};
        const auto row = [&](const char* name, const QByteArray& text, const Shape& shape,
                             const QString& axes, const QStringList& names,
                             const Numbers& numbers) {
            QTest::addRow("%s", name) << text << shape << axes << names << numbers;
        };
        row("an array with its shape",
            "# Array shape: (2, 2, 2)\n.9 .1\n.8 .2\n# New slice\n.7 .3\n.6 .4\n# New slice\n",
            square, QString(), unnamed, pixels);
        row("its shape, several dimensions a row",
            "# shape = [2, 2, 2]\n.9 .1 .8 .2\n.7 .3 .6 .4\n", square, QString(), unnamed, pixels);
        row("its shape, one number a row",
            "# Array shape: (2,2,2)\r\n.9\r\n.1\r\n.8\r\n.2\r\n.7\r\n.3\r\n.6\r\n.4\r\n", square,
            QString(), unnamed, pixels);
        row("four dimensions, decimal commas",
            "# Array shape: (1, 2, 2, 2)\n0,9;0,1\n0,8;0,2\n0,7;0,3\n0,6;0,4\n", {1, 2, 2, 2},
            QString(), unnamed, pixels);
        row("two dimensions are one class", "# Array shape: (2, 2)\n.9 .1\n.8 .2\n", {1, 2, 2},
            QStringLiteral("cyx"), unnamed, {.9, .1, .8, .2});
        row("slices without a shape", ".9 .1\n.8 .2\n# New slice\n.7 .3\n.6 .4\n# New slice\n",
            square, QString(), unnamed, pixels);
        row("a table with a header", "y,x,a,b\n0,0,.9,.1\n0,1,.8,.2\n1,0,.7,.3\n1,1,.6,.4\n",
            square, yxc, ab, pixels);
        row("rows in any order", "y,x,a,b\n1,1,.6,.4\n0,0,.9,.1\n1,0,.7,.3\n0,1,.8,.2\n", square,
            yxc, ab, pixels);
        row("columns in any order", "a;X;b;Row\n.9;0;.1;0\n.8;1;.2;0\n.7;0;.3;1\n.6;1;.4;1\n",
            square, yxc, ab, pixels);
        row("a header of blanks and tabs",
            "row\tcol\ta\tb\n0\t0\t.9\t.1\n0\t1\t.8\t.2\n1\t0\t.7\t.3\n1\t1\t.6\t.4\n", square, yxc,
            ab, pixels);
        row("a header that is a comment", "# y x a b\n0 0 .9 .1\n0 1 .8 .2\n1 0 .7 .3\n1 1 .6 .4\n",
            square, yxc, ab, pixels);
        row("quotes, a mark, CRLF and an index",
            "\xEF\xBB\xBF\"\",\"y\",\"x\",\"a\",\"b\"\r\n\"0\",0,0,\"0.9\",.1\r\n\"1\",0,1,.8,."
            "2\r\n"
            "\"2\",1,0,.7,.3\r\n\"3\",1,1,.6,.4\r\n",
            square, yxc, ab, pixels);
        row("as Excel writes it",
            "sep=;\r\ny;x;a;b\r\n0;0;0,9;0,1\r\n0;1;0,8;0,2\r\n1;0;0,7;0,3\r\n1;1;0,6;0,4\r\n",
            square, yxc, ab, pixels);
        row("decimal commas between tabs",
            "y\tx\ta\tb\n0\t0\t0,9\t0,1\n0\t1\t0,8\t0,2\n1\t0\t0,7\t0,3\n1\t1\t0,6\t0,4\n", square,
            yxc, ab, pixels);
        row("separators at line ends", "y,x,a,b,\n0,0,.9,.1,\n0,1,.8,.2,\n1,0,.7,.3,\n1,1,.6,.4,\n",
            square, yxc, ab, pixels);
        row("counted from one, in steps",
            "y,x,a,b\n10,1,.9,.1\n10,3,.8,.2\n20,1,.7,.3\n20,3,.6,.4\n", square, yxc, ab, pixels);
        row("a class that won beside them",
            "y,x,label,a,b\n0,0,a,.9,.1\n0,1,a,.8,.2\n1,0,a,.7,.3\n1,1,a,.6,.4\n", square, yxc, ab,
            pixels);
        row("slices", "z,y,x,a,b\n5,0,0,.9,.1\n5,0,1,.8,.2\n6,0,0,.7,.3\n6,0,1,.6,.4\n",
            {2, 1, 2, 2}, QStringLiteral("zyxc"), ab, pixels);
        row("no header", "0 0 .9 .1\n0 1 .8 .2\n1 0 .7 .3\n1 1 .6 .4\n", square, yxc, unnamed,
            pixels);
        row("no header, x first", "0 0 .9 .1\n1 0 .8 .2\n0 1 .7 .3\n1 1 .6 .4\n", square, yxc,
            unnamed, pixels);
        row("no header, an index", "0,0,0,.9,.1\n1,0,1,.8,.2\n2,1,0,.7,.3\n3,1,1,.6,.4\n", square,
            yxc, unnamed, pixels);
        row("a row for each class",
            "row,col,class,prob\n0,0,0,.9\n0,0,1,.1\n0,1,0,.8\n0,1,1,.2\n1,0,0,.7\n1,0,1,.3\n"
            "1,1,0,.6\n1,1,1,.4\n",
            square, yxc, unnamed, pixels);
        row("a row for each class, by name",
            "row,col,class,prob\n0,0,a,.9\n0,0,b,.1\n0,1,a,.8\n0,1,b,.2\n1,0,a,.7\n1,0,b,.3\n"
            "1,1,a,.6\n1,1,b,.4\n",
            square, yxc, ab, pixels);
        row("a row for each class, no header",
            "0 0 1 .9\n0 1 1 .8\n1 0 1 .7\n1 1 1 .6\n0 0 2 .1\n0 1 2 .2\n1 0 2 .3\n1 1 2 .4\n",
            square, yxc, unnamed, pixels);
        row("a matrix is one class", ".9 .1\n.8 .3\n", {1, 2, 2}, QStringLiteral("cyx"), unnamed,
            {.9, .1, .8, .3});
        row("a matrix that pandas wrote", ",0,1\n0,.9,.1\n1,.8,.3\n", {1, 2, 2},
            QStringLiteral("cyx"), unnamed, {.9, .1, .8, .3});
    }
    void opensEveryForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(Shape, shape);
        QFETCH(QString, axes);
        QFETCH(QStringList, names);
        QFETCH(Numbers, numbers);
        const auto array = open("table.csv", text);
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, shape);
        QCOMPARE(axesOf(**array), axes);
        QCOMPARE(namesOf(**array), names);
        QCOMPARE(samplesOf(**array), numbers);
        QVERIFY((*array)->info.warnings.empty());
    }

    void opensEveryFormPacked_data() { opensEveryForm_data(); }
    void opensEveryFormPacked()
    {
        QFETCH(QByteArray, text);
        QFETCH(Shape, shape);
        QFETCH(QString, axes);
        QFETCH(Numbers, numbers);
        const auto array = open("table.csv.gz", gzipped(text));
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, shape);
        QCOMPARE(axesOf(**array), axes);
        QCOMPARE(samplesOf(**array), numbers);
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message"); // its start
        const auto row = [](const char* name, const QByteArray& text, const char* message) {
            QTest::addRow("%s", name) << text << QString::fromUtf8(message);
        };
        row("labels", "0 1 2\n3 4 5\n",
            "table.csv holds whole numbers up to 5, as labels are, not probabilities; save");
        row("no coordinates", "glass,steel\n.5,.5\n.1,.9\n",
            "table.csv is a table, but no column says where a pixel is; name two of its columns y "
            "and x, or write a comment “# Array shape: (rows, columns, classes)” above it.");
        row("no coordinates and no header", ".5,.5\n.1,.9\n.2,.8\n",
            "table.csv has 3 rows of 2 numbers that sum to 1: it seems to hold a pixel a row, but "
            "does not say where; write a comment “# Array shape: (rows, columns, 2)” above it");
        row("no probabilities", "y,x,class\n0,0,1\n0,1,1\n",
            "table.csv is a table of pixels without probabilities");
        row("another shape", "# Array shape: (4, 5, 10)\n1 2\n3 4\n",
            "table.csv says that its shape is (4, 5, 10), which is 200 numbers, but it has 2 rows "
            "of 2; correct the comment");
        row("another shape, odd", "# Array shape: (4, 5, 10)\n1,5;2\n3;4\n",
            "table.csv says that its shape is (4, 5, 10), which is 200 numbers, but it has 2 rows "
            "of 2; correct the comment");
        row("a huge shape", "# Array shape: (99999999999, 99999999999, 99999999999)\n1 2\n",
            "table.csv says that its shape is (99999999999, 99999999999, 99999999999), which is "
            "too many numbers, but it has 1 rows of 2");
        row("nothing in it", "# Array shape: (0, 5)\n1 2\n", "table.csv says that its shape is");
        row("too many dimensions", "# Array shape: (1, 1, 1, 1, 1, 1)\n1\n",
            "table.csv says that it is an array of 6 dimensions; class probabilities have 2 to 5.");
        row("half pixels", "y,x,a,b\n0,0,1,0\n0,0.3,1,0\n",
            "table.csv is a table of pixels, but its column “x” holds something else than whole");
        row("a pixel twice", "y,x,a,b\n0,0,1,0\n0,1,1,0\n0,0,1,0\n",
            "table.csv, line 4, column 1 (counted in values): this pixel was in the table before");
        row("a word", "y,x,a,b\n0,0,1,0\n0,1,cat,0\n",
            "table.csv, line 3, column 3 (counted in values): “cat” is not a number.");
        row("a short row", "y,x,a,b\n0,0,1,0\n\n0,1,1\n",
            "table.csv, line 4, column 4 (counted in values): the row has 3 values, the first row "
            "4.");
        row("a far pixel", "y,x,a,b\n0,0,1,0\n1,1,1,0\n99999,99999,1,0\n",
            "The grid of table.csv has to be in memory as a whole, which needs");
        row("a farther pixel", "y,x,a,b\n0,0,1,0\n1,1,1,0\n1e15,999999999999999,1,0\n",
            "The grid of table.csv has to be in memory as a whole, which needs");
        row("a pixel at infinity", "y,x,a,b\n0,0,1,0\n0,inf,1,0\n",
            "table.csv is a table of pixels, but its column “x” holds something else than whole");
        row("many classes", "y,x,class,p\n0,0,0,1\n0,1,5000,1\n",
            "table.csv is a table of pixels, but its column “class” holds no numbers of classes");
        row("more names than columns", "y,x,a,b\n0,0,1\n0,1,1\n",
            "table.csv has 4 names in its header, but 3 columns of values.");
        row("fewer names than columns", "y,x,a\n0,0,1,2,3\n0,1,1,2,3\n",
            "table.csv has 3 names in its header, but 5 columns of values.");
        row("a header and nothing else", "y,x,a,b\n", "table.csv");
        row("nothing", "", "table.csv is empty");
    }
    void refusesWithASentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(test::errorOf(open("table.csv", text)).left(message.size()), message);
    }

    void pixelsThatAreMissingAreNotNumbers()
    {
        const auto array = open("table.csv", "y,x,a,b\n0,0,.9,.1\n1,1,,NA\n");
        QCOMPARE(test::errorOf(array), QString());
        const auto numbers = samplesOf(**array);
        QCOMPARE(numbers[0], .9);
        QVERIFY(std::isnan(numbers[2]));
        QVERIFY(std::isnan(numbers[7]));
        QCOMPARE(QString::fromStdString((*array)->info.warnings.at(0)),
            QStringLiteral("table.csv has rows for 2 of 4 pixels; the others are shown as not a "
                           "number."));
    }

    void damagedPackingIsAnError_data()
    {
        QTest::addColumn<QByteArray>("packed");
        const QByteArray packed = gzipped(QByteArray(".5 .25 .125\n").repeated(1000));
        QTest::addRow("cut") << packed.chopped(9);
        QTest::addRow("another checksum") << packed.chopped(8) + QByteArray(8, 'x');
        QTest::addRow("damaged") << packed.left(20) + QByteArray(20, '\xFF') + packed.mid(40);
        QTest::addRow("a header only") << packed.left(5);
    }
    void damagedPackingIsAnError()
    {
        QFETCH(QByteArray, packed);
        QCOMPARE(test::errorOf(open("table.csv.gz", packed)).left(28),
            QStringLiteral("table.csv.gz cannot be unpac"));
    }

    void membersOfGzipFollowEachOther()
    {
        const auto array = open("table.csv.gz", gzipped(".9 .1\n") + gzipped(".8 .3\n"));
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE(samplesOf(**array), (Numbers{.9, .1, .8, .3}));
    }

    void takesNoMoreMemoryThanItMay()
    {
        const QByteArray text = QByteArray(".5 .25 .125\n").repeated(100'000);
        AlignedBuffer::resetPeak();
        const auto before = AlignedBuffer::peakBytes();
        const auto array = open("table.csv.gz", gzipped(text), megabytes(1));
        QCOMPARE(array.error().code, ErrorCode::TooLarge);
        QVERIFY(AlignedBuffer::peakBytes() - before <= megabytes(1));
        QCOMPARE(test::errorOf(open("table.csv", text, megabytes(1))), QString());
    }

    void largeTablesInOrderAreReadInParts_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("axes");
        QTest::addRow("named") << QByteArray("y,x,p,q\n") << QStringLiteral("yxc");
        QTest::addRow("x first") << QByteArray("x,y,p,q\n") << QStringLiteral("xyc");
        QTest::addRow("unnamed") << QByteArray() << QStringLiteral("yxc");
    }
    void largeTablesInOrderAreReadInParts()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, axes);
        const auto array = open("table.csv", header + largeTable());
        QCOMPARE(test::errorOf(array), QString());
        QCOMPARE((*array)->info.shape, (Shape{rows, columns, 2}));
        QCOMPARE(axesOf(**array), axes);
        QCOMPARE((*array)->info.storage, "table of pixels, in order");
        ReadScratch scratch;
        const auto samples = (*array)->reader->read({{5, 7, 1}, {2, 3, 1}, {4, 1, 1}}, scratch, {});
        QCOMPARE(test::errorOf(samples), QString());
        const auto* const numbers = reinterpret_cast<const double*>(samples->data);
        QCOMPARE(numbers[0], 0.5 + 7);
        QCOMPARE(numbers[2 * samples->strides[1]], 0.5 + 9);
        QCOMPARE(numbers[samples->strides[0] + samples->strides[1]], 0.5 + 8);
    }

    void aLargeTableOutOfOrderIsFoundWhereItIsRead()
    {
        QByteArray text = largeTable();
        const auto at = text.indexOf("00011,0007,");
        QVERIFY(at > 0);
        text.replace(at, 5, "00010");
        const auto array = open("table.csv", text);
        QCOMPARE(test::errorOf(array), QString());
        ReadScratch scratch;
        QCOMPARE(
            test::errorOf((*array)->reader->read({{10, 7, 0}, {1, 1, 1}, {1, 1, 1}}, scratch, {})),
            QString());
        QCOMPARE(
            test::errorOf((*array)->reader->read({{11, 7, 0}, {1, 1, 1}, {1, 1, 1}}, scratch, {})),
            QStringLiteral("table.csv is a table of pixels in order, but its row 11008 is another "
                           "pixel than its place says; sort the rows."));
    }

    void tellsItsProgressAndStops()
    {
        const QByteArray text = QByteArray(".5 .25 .125\n").repeated(100'000);
        std::vector<double> told;
        const auto path = file("table.csv.gz", gzipped(text));
        const auto array =
            openCsvSheet(path, enough, [&](double done) { told.push_back(done); }, {});
        QCOMPARE(test::errorOf(array), QString());
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.back(), 1.0);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            openCsvSheet(path, enough, {}, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

private:
    static constexpr int rows = 33;
    static constexpr int columns = 1000;

    // More than is soon read as a whole, by long numbers.
    static QByteArray largeTable()
    {
        QByteArray text;
        const QByteArray zeros(500, '0');
        text.reserve(rows * columns * (zeros.size() + 30));
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                text += QByteArray::number(row).rightJustified(5, '0') + ','
                    + QByteArray::number(column).rightJustified(4, '0') + ",0.125" + zeros + ','
                    + QByteArray::number(column + 0.5) + '\n';
        return text;
    }

    std::filesystem::path file(const char* name, const QByteArray& content) const
    {
        auto path = test::toPath(m_folder->path()) / name;
        test::writeFile(path, content);
        return path;
    }
    Result<ArrayPtr> open(
        const char* name, const QByteArray& content, ByteCount memory = enough) const
    {
        return openCsvSheet(file(name, content), memory, {}, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestCsvSheet)
#include "tst_csv_sheet.moc"
