// SPDX-License-Identifier: MIT
// The pictures of real files equal those that numpy made of them.
#include "tests/app/npy_array.h"
#include "tests/app/program_run.h"
#include "tests/support/test_support.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

// reference.tsv names files and datasets; this is what it calls their pictures.
struct Reference {
    QString path;
    QString dataset;
    QByteArray rgbHash;
};

QList<Reference> references()
{
    constexpr qsizetype hashColumn = 15;
    QList<Reference> list;
    const QByteArray table = test::fileBytes(test::sharedDataPath() / "reference.tsv");
    for (const QByteArray& line : table.split('\n')) {
        const auto cells = line.split('\t');
        if (cells.size() > hashColumn)
            list.append(
                {QString::fromUtf8(cells[0]), QString::fromUtf8(cells[1]), cells[hashColumn]});
    }
    return list;
}

QByteArray expectedHash(const QString& path, const QString& dataset)
{
    for (const Reference& one : references())
        if (one.path == path && one.dataset == dataset)
            return one.rgbHash;
    return {};
}

} // namespace

class TestCliReference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!std::filesystem::exists(test::sharedDataPath() / "reference.tsv"))
            QSKIP("the corpus of real files is not here");
    }
    void init() { test::failOnUnexpectedWarnings(); }

    void pictureEqualsNumpys_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("dataset");
        const auto add = [](const char* path, const char* dataset) {
            QTest::addRow("%s %s", path, dataset)
                << QString::fromUtf8(path) << QString::fromUtf8(dataset);
        };
        add("real/ilastik__2d_Probabilities.h5", "/exported_data");
        add("real/ilastik__3d_Probabilities.h5", "/exported_data");
        add("real/ilastik__3d1c-synthetic_Probabilities.h5", "/exported_data");
        add("real/ilastik__5t3d2c_Probabilities.h5", "/exported_data");
        add("real/ilastik-old-2267b4b9__3d_Probabilities.h5", "/exported_data");
        add("real/ilastik-old-2931173c__2d_Probabilities.h5", "/exported_data");
        add("real/ilastik-old-2931173c__2d_Probabilities.h5", "/data");
        add("real/ilastik-old-0f4e4d94__3d1c_Probabilities.h5", "/exported_data");
        add("real/ilastik-old-87e97faf__5t2d1c_wPred_Object Probabilities.h5", "/exported_data");
        add("real/ilastik-old-7358a043__5t3d2c_wPred_Object Probabilities.h5", "/exported_data");
        add("real/hytra__dataset_00__Probabilities.h5", "/exported_data");
        add("real/hytra__datasetAlt_00__Probabilities.h5", "/exported_data");
        add("real/gala-old-fcce7390__test-05-probabilities-2c.h5", "/stack");
        add("real/derived/czyx_f32_gzip.h5", "/predictions");
        add("real/derived/zyxc_f64be_contiguous.h5", "/probabilities");
        add("real/derived/zyxc_u8_gzip.h5", "/exported_data");
        add("real/derived/zyxc_u16_gzip.h5", "/exported_data");
        add("real/derived/zyxc_f32_szip.h5", "/probabilities");
        add("real/derived/czyx_f16_lzf.h5", "/predictions");
        add("real/derived/czyx_f32_blosc_zstd.h5", "/predictions");
        add("real/derived/czyx_f32_bzip2.h5", "/predictions");
        add("real/derived/czyx_f32_bitshuffle.h5", "/predictions");
        add("real/derived/czyx_f32_bitshuffle_lz4.h5", "/predictions");
        add("real/derived/nested_cremi_like.h5", "/volumes/predictions/semantic");
        add("real/derived/rf4_chelsea/", "*.csv");
        add("real/derived/pydcrf_csv/", "*.csv");
    }
    void pictureEqualsNumpys()
    {
        QFETCH(QString, path);
        QFETCH(QString, dataset);
        const QTemporaryDir folder;
        const QString npy = folder.filePath(QStringLiteral("a.npy"));
        const QString file = test::toQString(test::sharedDataPath()) + QLatin1Char('/') + path;
        const QString inside = dataset.startsWith(QLatin1Char('/'))
            ? QStringLiteral("::") + dataset
            : QString(); // the text files of a folder
        const auto run = test::runProgram(QStringLiteral(TESSERA_CLI),
            {QStringLiteral("render"), file + inside, QStringLiteral("--palette"),
                QStringLiteral("talk"), QStringLiteral("-o"), npy});
        QCOMPARE(run.errors, QString());
        QCOMPARE(run.exitCode, 0);
        const QByteArray hash = QCryptographicHash::hash(
            test::readNpy(test::toPath(npy)).bytes, QCryptographicHash::Sha256);
        QCOMPARE(hash.toHex(), expectedHash(path, dataset));
    }
};

QTEST_GUILESS_MAIN(TestCliReference)
#include "tst_cli_reference.moc"
