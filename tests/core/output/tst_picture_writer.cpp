// SPDX-License-Identifier: MIT
#include "core/output/picture_writer.h"

#include "tests/core/output/stripe_fixture.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace tessera;
using namespace Qt::StringLiterals;

namespace {

std::filesystem::path inside(const QTemporaryDir& folder, const QString& name)
{
    return test::toPath(folder.filePath(name));
}

QStringList entries(const QTemporaryDir& folder)
{
    return QDir(folder.path())
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

// While it lives, no file can grow beyond `bytes`: like a disk that is full.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_former);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    void (*m_handler)(int);
    rlimit m_former{};
};

void addFormats()
{
    QTest::addColumn<QString>("name");
    QTest::addRow("png") << u"a.png"_s;
    QTest::addRow("npy") << u"a.npy"_s;
}

} // namespace

class TestPictureWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void theEndingSaysTheFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::addRow("png") << u"a.png"_s << QByteArray("\x89PNG");
        QTest::addRow("npy") << u"a.npy"_s << QByteArray("\x93NUM");
        QTest::addRow("upper case") << u"A.PNG"_s << QByteArray("\x89PNG");
        QTest::addRow("mixed case") << u"a.NpY"_s << QByteArray("\x93NUM");
        QTest::addRow("two endings") << u"a.npy.png"_s << QByteArray("\x89PNG");
    }
    void theEndingSaysTheFormat()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        const QTemporaryDir folder;
        const auto writer = createPictureWriter(inside(folder, name));
        QCOMPARE(test::errorOf(writer), QString());
        QVERIFY(test::writePicture(**writer, test::noisePicture({1, 2}), 1));
        QCOMPARE(test::fileBytes(inside(folder, name)).left(4), magic);
        QCOMPARE(entries(folder), QStringList{name});
    }

    void otherEndingsAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("why");
        const QString unknown = u"\"%1\" is not a format this program writes"_s;
        const QString none = u"its name does not say in which format"_s;
        QTest::addRow("jpg") << u"a.jpg"_s << unknown.arg(u".jpg"_s);
        QTest::addRow("not ASCII") << u"a.图"_s << unknown.arg(u".图"_s);
        QTest::addRow("a dot") << u"a."_s << unknown.arg(u"."_s);
        QTest::addRow("none") << u"png"_s << none;
        QTest::addRow("hidden") << u".png"_s << none;
    }
    void otherEndingsAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, why);
        const QTemporaryDir folder;
        const auto writer = createPictureWriter(inside(folder, name));
        QCOMPARE(test::errorOf(writer),
            u"\"%1\" cannot be written: %2; let the name end in .png or .npy."_s.arg(name, why));
        QCOMPARE(writer.error().code, ErrorCode::BadArgument);
        QVERIFY(entries(folder).isEmpty());
    }

    void impossibleShapesAreRefused_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<QString>("why");
        constexpr qint64 largest = std::numeric_limits<qint64>::max();
        QTest::addRow("no rows") << qint64{0} << qint64{5} << u"empty"_s;
        QTest::addRow("no columns") << qint64{5} << qint64{0} << u"empty"_s;
        QTest::addRow("negative") << qint64{-1} << qint64{-1} << u"empty"_s;
        QTest::addRow("more than can be counted") << largest << largest << u"too large"_s;
        QTest::addRow("a third too many") << largest << qint64{1} << u"too large"_s;
    }
    void impossibleShapesAreRefused()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(QString, why);
        const QTemporaryDir folder;
        const QString message =
            u"\"%1\" cannot be written: a picture of %2 rows and %3 columns is %4."_s;
        QCOMPARE(test::errorOf(createPngWriter(inside(folder, u"a.png"_s))->begin({rows, columns})),
            message.arg(u"a.png"_s).arg(rows).arg(columns).arg(why));
        QCOMPARE(test::errorOf(createNpyWriter(inside(folder, u"a.npy"_s))->begin({rows, columns})),
            message.arg(u"a.npy"_s).arg(rows).arg(columns).arg(why));
        QVERIFY(entries(folder).isEmpty());
    }

    void nothingAppearsBeforeTheEnd_data() { addFormats(); }
    void nothingAppearsBeforeTheEnd()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        test::writeFile(inside(folder, name), "old");
        auto writer = createPictureWriter(inside(folder, name));
        QVERIFY(writer && test::writeStripes(**writer, test::noisePicture({3, 2}), 1));
        QCOMPARE(test::fileBytes(inside(folder, name)), QByteArray("old"));
        writer->reset();
        QCOMPARE(entries(folder), QStringList{name});
        QCOMPARE(test::fileBytes(inside(folder, name)), QByteArray("old"));
    }

    void theDiskIsNotTouchedBeforeTheBeginning_data() { addFormats(); }
    void theDiskIsNotTouchedBeforeTheBeginning()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const auto writer = createPictureWriter(inside(folder, name));
        QVERIFY(writer.has_value());
        QVERIFY(entries(folder).isEmpty());
    }

    void aFullDiskIsReported_data() { addFormats(); }
    void aFullDiskIsReported()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        test::writeFile(inside(folder, name), "old");
        const auto picture = test::noisePicture({10, 100'000});
        auto writer = createPictureWriter(inside(folder, name));
        QVERIFY(writer);
        Result<void> result;
        {
            const FileSizeLimit limit(100'000);
            result = test::writeStripes(**writer, picture, 1);
        }
        QCOMPARE(test::errorOf(result),
            u"\"%1\" cannot be written: files on that disk cannot be so large; choose another."_s
                .arg(name));
        QCOMPARE(result.error().code, ErrorCode::WriteFailed);
        writer->reset();
        QCOMPARE(test::fileBytes(inside(folder, name)), QByteArray("old"));
        QCOMPARE(entries(folder), QStringList{name});
    }

    void aMissingFolderIsReported_data() { addFormats(); }
    void aMissingFolderIsReported()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const auto writer = createPictureWriter(inside(folder, u"no/"_s + name));
        QVERIFY(writer);
        const auto begun = (*writer)->begin({1, 1});
        QCOMPARE(test::errorOf(begun),
            u"\"%1\" cannot be written: its folder does not exist; create it, or choose another."_s
                .arg(name));
        QCOMPARE(begun.error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestPictureWriter)
#include "tst_picture_writer.moc"
