// SPDX-License-Identifier: MIT
#include "core/source/npy_header.h"

#include "tests/support/npy_bytes.h"
#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

Q_DECLARE_METATYPE(StoredNumber)

namespace {

using Shape = QList<qulonglong>;

std::span<const std::byte> bytesOf(const QByteArray& file)
{
    return std::as_bytes(std::span(file.data(), static_cast<std::size_t>(file.size())));
}

QString reason(const QByteArray& file)
{
    const auto header = parseNpyHeader(bytesOf(file));
    return header ? QString() : QString::fromStdString(header.error());
}

QByteArray textWith(const char* descr)
{
    return QByteArray("{'descr': ") + descr + ", 'fortran_order': False, 'shape': (2, 3, 4), }";
}

QByteArray textOfShape(const QByteArray& shape)
{
    return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
}

} // namespace

class TestNpyHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void readsWhatNumpyWrites_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<bool>("isFortranOrder");
        QTest::addRow("usual") << QByteArray(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 4), }")
                               << Shape{2, 3, 4} << false;
        QTest::addRow("another order of keys")
            << QByteArray("{\"shape\":(7,),\"fortran_order\":True,\"descr\":\"<f4\"}") << Shape{7}
            << true;
        QTest::addRow("no dimension") << textOfShape("()") << Shape{} << false;
        QTest::addRow("Python 2") << textOfShape("(2L, 30000000000L)") << Shape{2, 30000000000}
                                  << false;
        QTest::addRow("empty") << textOfShape("(0, 4)") << Shape{0, 4} << false;
        QTest::addRow("lines") << QByteArray(
            " {'descr': '<f4',\n\t'fortran_order': False,\r\n 'shape': ( 1 , 2 , ) } \n")
                               << Shape{1, 2} << false;
    }
    void readsWhatNumpyWrites()
    {
        QFETCH(QByteArray, text);
        QFETCH(Shape, shape);
        QFETCH(bool, isFortranOrder);
        const auto file = test::npyWithText(text, "samples");
        const auto header = parseNpyHeader(bytesOf(file));
        QCOMPARE(reason(file), QString());
        QCOMPARE(Shape(header->shape.begin(), header->shape.end()), shape);
        QCOMPARE(header->isFortranOrder, isFortranOrder);
        QCOMPARE(header->number, (StoredNumber{NumberKind::Float, 4, false}));
        QCOMPARE(file.mid(static_cast<int>(header->bytes)), QByteArray("samples"));
    }

    void readsVersionsTwoAndThree_data()
    {
        QTest::addColumn<char>("version");
        QTest::addRow("2.0") << '\2';
        QTest::addRow("3.0") << '\3';
    }
    void readsVersionsTwoAndThree()
    {
        QFETCH(char, version);
        const auto text = textOfShape("(2, 3)");
        const auto file = QByteArray("\x93NUMPY") + version + '\0' + static_cast<char>(text.size())
            + QByteArray(3, '\0') + text + "samples";
        const auto header = parseNpyHeader(bytesOf(file));
        QCOMPARE(reason(file), QString());
        QCOMPARE(header->bytes, static_cast<std::uint64_t>(12 + text.size()));
    }

    void knowsTheTypes_data()
    {
        using enum NumberKind;
        QTest::addColumn<StoredNumber>("number");
        QTest::addColumn<QString>("name");
        const auto add = [](const char* descr, StoredNumber number, const char* name) {
            QTest::addRow("%s", descr) << number << QString::fromUtf8(name);
        };
        add("|b1", {Bool, 1, false}, "bool");
        add("|u1", {Unsigned, 1, false}, "uint8");
        add("|i1", {Signed, 1, false}, "int8");
        add("<u2", {Unsigned, 2, false}, "uint16");
        add(">u2", {Unsigned, 2, true}, "uint16, big-endian");
        add("<i4", {Signed, 4, false}, "int32");
        add(">i8", {Signed, 8, true}, "int64, big-endian");
        add("<u8", {Unsigned, 8, false}, "uint64");
        add("<f2", {Float, 2, false}, "float16");
        add("=f4", {Float, 4, false}, "float32");
        add(">f8", {Float, 8, true}, "float64, big-endian");
    }
    void knowsTheTypes()
    {
        QFETCH(StoredNumber, number);
        QFETCH(QString, name);
        const auto file = test::npyBytes(QTest::currentDataTag(), "(1,)", {});
        const auto header = parseNpyHeader(bytesOf(file));
        QCOMPARE(reason(file), QString());
        QCOMPARE(header->number, number);
        QCOMPARE(QString::fromStdString(header->storedType), name);
    }

    void namesTypesThatAreNotRead_data()
    {
        QTest::addColumn<QString>("name"); // its start
        const auto add = [](const char* descr, const char* name) {
            QTest::addRow("%s", descr) << QString::fromUtf8(name);
        };
        add("'<c8'", "complex64");
        add("'<f16'", "float128");
        add("'|O'", "object (Python objects");
        add("'<U5'", "text");
        add("'|S12'", "text");
        add("'|V2147483647'", "raw bytes");
        add("'<V2'", "raw bytes, 2 each (bfloat16");
        add("'<M8[ns]'", "datetime64");
        add("'<m8'", "timedelta64");
        add("[('a', '<f4'), ('b', [('c', '<i4', (3,))])]", "structured");
    }
    void namesTypesThatAreNotRead()
    {
        QFETCH(QString, name);
        const auto file = test::npyWithText(textWith(QTest::currentDataTag()));
        const auto header = parseNpyHeader(bytesOf(file));
        QCOMPARE(reason(file), QString());
        QVERIFY(!header->number);
        QCOMPARE(QString::fromStdString(header->storedType).left(name.size()), name);
    }

    void refusesWithAReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("what"); // is in the reason
        const auto add = [](const char* name, const QByteArray& text, const char* what) {
            QTest::addRow("%s", name) << text << QString::fromUtf8(what);
        };
        add("a call", "__import__('os').system('x')", "no dictionary");
        add("a list", "[1, 2, 3]", "no dictionary");
        add("nothing", "", "no dictionary");
        add("no comma", "{'descr': '<f4' 'fortran_order': False}", "keys and values");
        add("not closed", "{'descr': '<f4', ", "keys and values");
        add("garbage behind", textOfShape("(2,)") + "  $", "follows the dictionary");
        add("a key is missing", "{'descr': '<f4', 'shape': (2,)}", "fortran_order is missing");
        add("a key twice", "{'descr': '<f4', 'descr': '<f4'}", "\"descr\" is there twice");
        add("another key", textOfShape("(2,), 'more': 1"), "\"more\" is none");
        add("order is text", "{'descr': '<f4', 'fortran_order': 'yes', 'shape': (2,)}", "neither");
        add("order is misspelt", "{'descr': '<f4', 'fortran_order': FaLse}", "fortran_order is no");
        add("shape is text", textOfShape("'abc'"), "shape is no tuple");
        add("shape is a list", textOfShape("[2, 3]"), "shape is no tuple");
        add("shape is a number", textOfShape("(3)"), "follows its key shape");
        add("a fraction", textOfShape("(2.0, 3)"), "follows its key shape");
        add("below zero", textOfShape("(-2, 3)"), "follows its key shape");
        add("more than 64 bits", textOfShape("(18446744073709551616,)"), "follows its key shape");
        add("many dimensions", textOfShape("(" + QByteArray("1, ").repeated(70) + ")"),
            "has 70 dimensions");
        add("unknown type", textWith("'<q9'"), "type \"<q9\" is none");
        add("no type", textWith("''"), "type \"\" is none");
        add("type without a size", textWith("'<f'"), "is none of numpy's");
        add("float of one byte", textWith("'<f1'"), "is none of numpy's");
        add("type is a truth value", textWith("True"), "its type is none");
        add("fields that do not end", textWith("[('a', '<f4')"), "follows its key descr");
        add("a zero in a key", QByteArray("{'des\0cr': '<f4'}", 17), "none of an array's");
    }
    void refusesWithAReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, what);
        const auto said = reason(test::npyWithText(text));
        QVERIFY2(said.contains(what), qPrintable(said));
    }

    void refusesAPrefixWithAReason_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("said");
        const auto add = [](const char* name, const QByteArray& file, const char* said) {
            QTest::addRow("%s", name) << file << QString::fromUtf8(said);
        };
        const QByteArray magic("\x93NUMPY");
        add("empty", "", "is no NPY file");
        add("other bytes", "\x93NUMPX\1\0", "is no NPY file");
        add("only the signature", magic,
            "is truncated: the end of its header is missing; copy or write it again");
        add("cut in the length", magic + QByteArray("\1\0\x40", 3),
            "is truncated: the end of its header is missing; copy or write it again");
        add("cut in the text", magic + QByteArray("\1\0\x40\0{'descr'", 12),
            "is truncated: the end of its header is missing; copy or write it again");
        add("version 9", magic + QByteArray("\x09\0\x40\0\0\0", 6),
            "is NPY of version 9.0; Tessera reads versions 1.0 to 3.0");
        add("4 GB", magic + QByteArray("\2\0\xFF\xFF\xFF\xFF", 6),
            "has a damaged header: it claims to be 4.29 GB long; copy or write it again");
    }
    void refusesAPrefixWithAReason()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, said);
        QCOMPARE(reason(file), said);
    }
};

QTEST_APPLESS_MAIN(TestNpyHeader)
#include "tst_npy_header.moc"
