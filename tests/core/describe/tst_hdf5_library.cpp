// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_library.h"

#include "core/describe/in_process_guides.h"

#include "tests/support/hdf5_chunk.h"
#include "tests/support/hdf5_fixture.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tessera;

class TestHdf5Library : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void forgetsWhatTheEnvironmentSays()
    {
        qputenv("HDF5_PLUGIN_PATH", "/nowhere");
        qputenv("HDF5_DRIVER", "");
        qputenv("SHDF5_KEPT", "yes");
        forgetHdf5Environment();
        QVERIFY(!qEnvironmentVariableIsSet("HDF5_PLUGIN_PATH"));
        QVERIFY(!qEnvironmentVariableIsSet("HDF5_DRIVER"));
        QCOMPARE(qgetenv("SHDF5_KEPT"), QByteArray("yes"));
    }

    void leavesOutWhatIsNoPlugin()
    {
        QVERIFY(loadFilterPlugins(folder() / "missing").empty());
        QVERIFY(loadFilterPlugins(folder()).empty());
        test::writeFile(folder() / "text.so", "not a library");
        test::writeFile(folder() / "empty.so", {});
        QVERIFY(loadFilterPlugins(folder()).empty());
    }

    void loadsAPlugin()
    {
        QVERIFY(QFile::link(
            QStringLiteral(TESSERA_ODD_FILTER), m_folder->filePath(QStringLiteral("odd.so"))));
        QCOMPARE(loadFilterPlugins(folder()), std::vector{300});
        const std::vector<std::byte> samples(64, std::byte{0x0F});
        const auto chunk = test::chunkOfLibhdf5({{300, "odd"}}, samples, 1);
        QCOMPARE(chunk.stored, std::vector<std::byte>(64, std::byte{0xF0}));
    }

private:
    std::filesystem::path folder() const { return test::toPath(m_folder->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestHdf5Library)
#include "tst_hdf5_library.moc"
