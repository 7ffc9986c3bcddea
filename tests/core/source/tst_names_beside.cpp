// SPDX-License-Identifier: MIT
#include "core/source/names_beside.h"

#include "tests/support/fake_guide.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

namespace {

constexpr auto twoLabels = R"({"labels": {"background": 0, "liver": 1}})";

// Whatever project it is asked about has these names.
OpenLimits limits()
{
    test::FakeFacts facts;
    facts.values["/PixelClassification/LabelNames"] = {{2}, {"glass", "stroma"}, {}};
    OpenLimits made{megabytes(100)};
    made.guides = test::fakeGuides(std::move(facts));
    return made;
}

QString spoken(const std::vector<NamesClaim>& claims)
{
    QStringList all;
    for (const auto& claim : claims)
        all += QString::fromStdString(claim.source + ": " + claim.names.at(0));
    return all.join(QLatin1Char('|'));
}

} // namespace

class TestNamesBeside : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("results")));
    }

    void findsNothingInAnEmptyFolder() { QCOMPARE(found("results/x.npz"), QString()); }

    void readsDatasetJson_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addRow("in the same folder") << QStringLiteral("results/dataset.json");
        QTest::addRow("in the one above") << QStringLiteral("dataset.json");
    }
    void readsDatasetJson()
    {
        QFETCH(QString, name);
        test::writeFile(path(name), twoLabels);
        QCOMPARE(found("results/x.npz"), QStringLiteral("The file dataset.json: background"));
    }

    void aLongDatasetJsonIsNotRead()
    {
        test::writeFile(path(QStringLiteral("dataset.json")),
            QByteArray(twoLabels) + QByteArray(1'000'000, ' '));
        QCOMPARE(found("results/x.npz"), QString());
    }

    void readsAProject_data()
    {
        QTest::addColumn<QStringList>("projects");
        QTest::addColumn<QString>("names");
        const auto other = QStringLiteral("other.ilp");
        const auto own = QStringLiteral("tissue.ilp");
        QTest::addRow("of the same name")
            << QStringList{own, other} << QStringLiteral("The file tissue.ilp: glass");
        QTest::addRow("the only one")
            << QStringList{other} << QStringLiteral("The file other.ilp: glass");
        QTest::addRow("one of several")
            << QStringList{other, QStringLiteral("more.ilp")} << QString();
        QTest::addRow("that is no HDF5 file")
            << QStringList{QStringLiteral("bad.ilp")} << QString();
    }
    void readsAProject()
    {
        QFETCH(QStringList, projects);
        QFETCH(QString, names);
        for (const auto& project : projects)
            test::writeFile(path(project),
                project == u"bad.ilp"
                    ? QByteArray("text")
                    : QByteArray::fromStdString(std::string(test::hdf5Beginning)));
        QCOMPARE(found("tissue-raw_Probabilities.h5"), names);
    }

private:
    std::filesystem::path path(const QString& name) const
    {
        return test::toPath(m_folder->filePath(name));
    }
    QString found(const char* file) const
    {
        return spoken(namesBeside(path(QString::fromLatin1(file)), limits()));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestNamesBeside)
#include "tst_names_beside.moc"
