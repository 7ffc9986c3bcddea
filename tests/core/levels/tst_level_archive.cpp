// SPDX-License-Identifier: MIT
#include "core/levels/level_archive.h"

#include "core/levels/archive_files.h"
#include "core/levels/cache_folder.h"
#include "tests/support/cells.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

const std::string plane = "plane one";
const std::string otherPlane = "plane two";
constexpr ByteCount block{4096}; // what a small cell takes

constexpr ByteCount blocks(std::uint64_t count)
{
    return {count * block.value};
}

// Of the cells (3, 0, n) in order: which ones are kept.
QByteArray kept(LevelArchive& archive, const std::string& of, int cells)
{
    QByteArray names;
    for (int column = 0; column < cells; ++column)
        names += archive.holds(of, {3, 0, column}) ? 'x' : '-';
    return names;
}

} // namespace

class TestLevelArchive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_temporary = std::make_unique<QTemporaryDir>();
        QVERIFY(m_temporary->isValid());
        m_folder = test::toPath(m_temporary->filePath(QStringLiteral("cache/levels")));
        m_cell = test::makeCell({.hasCounts = true});
    }
    void cleanup() { QVERIFY(m_lines.empty()); }

    void whatIsSavedIsLoadedByTheNextProgram()
    {
        archive()->save(plane, {3, 1, 2}, *m_cell);
        const auto next = archive();
        QVERIFY(next->holds(plane, {3, 1, 2}));
        const CellPtr back = next->load(plane, {3, 1, 2}, m_cell->shape, m_cell->classes);
        QVERIFY(back);
        QVERIFY(test::areSame(*back, *m_cell));
        QCOMPARE(next->held(), block);
    }

    void whatIsNotThereIsNotFound()
    {
        const auto cache = archive();
        QVERIFY(!cache->holds(plane, {3, 0, 0}));
        QVERIFY(!load(*cache, plane, {3, 0, 0}));
        QVERIFY(!fs::exists(m_folder)); // made when something is saved
        cache->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(!load(*cache, otherPlane, {3, 0, 0}));
        QVERIFY(!load(*cache, plane, {4, 0, 0}));
    }

    void theLatestSaveCounts()
    {
        const auto cache = archive();
        cache->save(plane, {3, 0, 0}, *test::makeCell({.seed = 2}));
        cache->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(test::areSame(*load(*cache, plane, {3, 0, 0}), *m_cell));
        QCOMPARE(cache->held(), block);
    }

    void nobodyElseMayLookIn()
    {
        archive()->save(plane, {3, 0, 0}, *m_cell);
        const fs::path planeFolder = m_folder / planeFolderName(plane);
        for (const fs::path& folder : {m_folder.parent_path(), m_folder, planeFolder})
            QCOMPARE(fs::status(folder).permissions(), fs::perms::owner_all);
    }

    void aLimitOfNothingIsOff()
    {
        const auto off = archive({0});
        off->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(!off->isWriting());
        QVERIFY(!fs::exists(m_folder));
        archive()->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(!off->holds(plane, {3, 0, 0}));
        QVERIFY(!load(*off, plane, {3, 0, 0}));
    }

    void neverTakesMoreThanItsLimit()
    {
        const auto cache = archive(blocks(32));
        for (int column = 0; column < 100; ++column) {
            cache->save(plane, {3, 0, column}, *m_cell);
            QVERIFY(cache->holds(plane, {3, 0, column}));
            QVERIFY(cache->held() <= cache->limit());
        }
        QVERIFY(cache->held() > blocks(16));
    }

    void whatWasNotUsedForLongestGoesFirst()
    {
        const auto cache = archive();
        for (int column = 0; column < 10; ++column)
            cache->save(column % 2 == 0 ? plane : otherPlane, {3, 0, column}, *m_cell);
        for (const int column : {0, 1, 2, 3, 4, 5})
            wasUsedHoursAgo(column, 10 - column);
        removeLeastUsed(archiveFiles(m_folder), blocks(8));
        QCOMPARE(kept(*cache, plane, 10), QByteArray("--x-x-x-x-"));
        QCOMPARE(kept(*cache, otherPlane, 10), QByteArray("---x-x-x-x"));
        QVERIFY(load(*cache, plane, {3, 0, 2})); // used
        removeLeastUsed(archiveFiles(m_folder), blocks(5));
        QCOMPARE(kept(*cache, plane, 10), QByteArray("--x---x-x-"));
        QCOMPARE(kept(*cache, otherPlane, 10), QByteArray("-------x-x"));
    }

    void amongThoseUsedTogetherTheFinestLevelGoesFirst()
    {
        const auto cache = archive();
        for (const int level : {5, 3, 4}) {
            cache->save(plane, {level, 0, 0}, *m_cell);
            const auto noon = fs::file_time_type(std::chrono::hours(24) * 100);
            fs::last_write_time(
                m_folder / planeFolderName(plane) / cellFileName({level, 0, 0}), noon);
        }
        removeLeastUsed(archiveFiles(m_folder), blocks(2));
        QVERIFY(!cache->holds(plane, {3, 0, 0}));
        removeLeastUsed(archiveFiles(m_folder), block);
        QVERIFY(cache->holds(plane, {5, 0, 0}));
    }

    void aSmallerLimitHoldsFromTheNextSave()
    {
        const auto cache = archive();
        for (int column = 0; column < 40; ++column)
            cache->save(plane, {3, 0, column}, *m_cell);
        cache->setLimit(blocks(16));
        cache->save(plane, {3, 1, 0}, *m_cell);
        QVERIFY(cache->held() <= cache->limit());
        QVERIFY(cache->holds(plane, {3, 1, 0}));
    }

    void aCellTooLargeForTheLimitIsNotKept()
    {
        const auto cache = archive(blocks(15));
        cache->save(plane, {3, 0, 0}, *m_cell);
        QCOMPARE(cache->held(), ByteCount{});
        QVERIFY(cache->isWriting());
    }

    void clearLeavesNothing()
    {
        const auto cache = archive();
        cache->save(plane, {3, 0, 0}, *m_cell);
        cache->save(otherPlane, {3, 0, 0}, *m_cell);
        cache->clear();
        QCOMPARE(cache->held(), ByteCount{});
        QVERIFY(fs::is_empty(m_folder));
        cache->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(load(*cache, plane, {3, 0, 0}));
    }

    void whatIsNotItsOwnIsNeverRemoved()
    {
        const auto cache = archive();
        cache->save(plane, {3, 0, 0}, *m_cell);
        const fs::path planeFolder = m_folder / planeFolderName(plane);
        const std::vector<fs::path> others{m_folder / "thesis.txt", m_folder / "3-0-0.cell",
            planeFolder / "thesis.txt", planeFolder / "3-0-0.cell.bak", planeFolder / "x3-0-0.cell",
            planeFolder / "3-a-0.cell"};
        for (const fs::path& other : others)
            test::writeFile(other, "precious");
        cache->clear();
        for (const fs::path& other : others)
            QVERIFY2(fs::exists(other), other.c_str());
        QVERIFY(!cache->holds(plane, {3, 0, 0}));
    }

    void whatAProgramLeftUnfinishedGoesAfterAWhile()
    {
        const auto cache = archive();
        cache->save(plane, {3, 0, 0}, *m_cell);
        const fs::path planeFolder = m_folder / planeFolderName(plane);
        const fs::path fresh = planeFolder / ".3-0-1.cell.tessera-0123abcd";
        const fs::path old = planeFolder / ".3-0-2.cell.tessera-0123abcd";
        test::writeFile(fresh, "half");
        test::writeFile(old, "half");
        fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
        cache->clear();
        QVERIFY(fs::exists(fresh)); // somebody is writing it
        QVERIFY(!fs::exists(old));
    }

    void twoProgramsWriteAtOnce()
    {
        constexpr int cells = 60;
        const auto one = archive();
        const auto other = archive();
        {
            std::vector<std::jthread> threads;
            for (const auto& cache : {one, other, one})
                threads.emplace_back([&cell = *m_cell, cache] {
                    for (int column = 0; column < cells; ++column)
                        cache->save(plane, {3, 0, column}, cell);
                });
        }
        QCOMPARE(kept(*one, plane, cells), QByteArray(cells, 'x'));
        for (int column = 0; column < cells; ++column)
            QVERIFY(test::areSame(*load(*other, plane, {3, 0, column}), *m_cell));
        QCOMPARE(one->held(), blocks(cells));
    }

    void isClearedWhileItIsWritten()
    {
        const auto cache = archive();
        {
            const std::jthread writer([&](const std::stop_token& stop) {
                for (int column = 0; !stop.stop_requested(); ++column)
                    cache->save(plane, {3, 0, column % 50}, *m_cell);
            });
            QTRY_VERIFY(cache->holds(plane, {3, 0, 5}));
            for (int turn = 0; turn < 50; ++turn)
                cache->clear();
        }
        QVERIFY(cache->isWriting());
        cache->save(plane, {3, 0, 0}, *m_cell);
        QVERIFY(load(*cache, plane, {3, 0, 0}));
    }

    void liesWhereTheSystemKeepsCaches()
    {
        QCOMPARE(levelCacheFolder(),
            test::toPath(qEnvironmentVariable("XDG_CACHE_HOME")) / "tessera" / "levels");
    }

private:
    std::shared_ptr<LevelArchive> archive(ByteCount limit = megabytes(100))
    {
        return LevelArchive::create(
            {m_folder, limit, [this](const std::string& line) { m_lines.push_back(line); }});
    }
    CellPtr load(LevelArchive& from, const std::string& of, CellPosition position) const
    {
        return from.load(of, position, m_cell->shape, m_cell->classes);
    }
    void wasUsedHoursAgo(int column, int hours)
    {
        fs::last_write_time(m_folder / planeFolderName(column % 2 == 0 ? plane : otherPlane)
                / cellFileName({3, 0, column}),
            fs::file_time_type::clock::now() - std::chrono::hours(hours));
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
    CellPtr m_cell;
    std::vector<std::string> m_lines; // of the log
};

QTEST_GUILESS_MAIN(TestLevelArchive)
#include "tst_level_archive.moc"
