// SPDX-License-Identifier: MIT
#include "ui/window/status_fields.h"

#include "tests/support/fake_source.h"
#include "tests/support/test_support.h"
#include "ui/view/tile_view.h"
#include "ui/window/document.h"

#include <QStatusBar>
#include <QTest>

#include <memory>
#include <vector>

using namespace tessera;

namespace {

constexpr int patienceMs = 60'000;
// More than is read at once for exact means.
constexpr test::FakeSpec large{
    .rows = 6000, .columns = 6000, .classes = 2, .chunkRows = 256, .chunkColumns = 256};

struct Shown {
    explicit Shown(const test::FakeSpec& spec, const std::vector<FileLevel>& levels = {})
        : source(std::make_shared<test::FakeSource>(spec))
        , document(engine, {}, opened(source, levels), std::make_shared<CostLog>(), bridge.inbox())
        , fields(bar, view, bridge.inbox())
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.resize(400, 400);
        fields.setDocument(&document);
    }
    Shown(const Shown&) = delete;
    Shown& operator=(const Shown&) = delete;
    ~Shown()
    {
        fields.setDocument(nullptr);
        view.setContent(nullptr);
    }

    static OpenedVolume opened(
        const std::shared_ptr<test::FakeSource>& source, const std::vector<FileLevel>& levels)
    {
        OpenedVolume volume{source, nullptr};
        volume.levels = levels;
        return volume;
    }

    void show()
    {
        view.setContent(&document.content());
        view.show();
    }

    std::shared_ptr<test::FakeSource> source;
    Engine engine{EngineOptions{.threads = 2}};
    TileBridge bridge;
    Document document;
    QStatusBar bar;
    TileView view;
    StatusFields fields;
};

} // namespace

class TestStatusFields : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void saysSampledAndThenExact()
    {
        Shown shown(large);
        shown.source->blockRows(0, 1); // which exact tiles need, and samples do not
        shown.show();
        QTRY_VERIFY(shown.fields.viewText().startsWith(QStringLiteral("sampled ")));
        shown.source->unblock();
        QTRY_VERIFY_WITH_TIMEOUT(
            shown.fields.viewText().startsWith(QStringLiteral("exact")), patienceMs);
    }

    void saysThatRefiningIsPaused()
    {
        Shown shown(large);
        shown.document.session().setRefining(false);
        shown.show();
        QTRY_VERIFY(shown.fields.viewText().contains(QStringLiteral("paused")));
        QVERIFY(shown.fields.viewText().startsWith(QStringLiteral("sampled ")));
        shown.document.session().setRefining(true);
        QTRY_VERIFY_WITH_TIMEOUT(
            shown.fields.viewText().startsWith(QStringLiteral("exact")), patienceMs);
    }

    void namesTheLevelOfTheFileThatIsShown()
    {
        const auto level = std::make_shared<test::FakeSource>(
            test::FakeSpec{.rows = 375, .columns = 300, .classes = 2});
        Shown shown(large, {{level, {16, 20}}});
        shown.document.session().setRefining(false);
        shown.show();
        QTRY_VERIFY(shown.fields.viewText().startsWith(QStringLiteral("file's level 1/16×20  ·  "
                                                                      "paused")));
        QVERIFY(shown.fields.viewToolTip().contains(QStringLiteral("that the file itself brings")));
        QVERIFY(!shown.document.content().isExact());
        shown.document.session().setRefining(true);
        QTRY_VERIFY_WITH_TIMEOUT(
            shown.fields.viewText().startsWith(QStringLiteral("exact")), patienceMs);
        QVERIFY(shown.document.content().isExact());
    }
};

QTEST_MAIN(TestStatusFields)
#include "tst_status_fields.moc"
