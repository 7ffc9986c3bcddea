// SPDX-License-Identifier: MIT
#include "core/cost/trace.h"

#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <thread>

using namespace tessera;

namespace {

// Empty when the trace could not be written or read back.
QJsonObject written(const Trace& trace)
{
    const QTemporaryDir folder;
    const auto path = test::toPath(folder.filePath(QStringLiteral("trace.json")));
    if (!trace.write(path))
        return {};
    QJsonParseError error{};
    const auto document = QJsonDocument::fromJson(test::fileBytes(path), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QList<QJsonObject> eventsOf(const Trace& trace, const QString& phase)
{
    QList<QJsonObject> found;
    for (const auto& value : written(trace).value(QStringLiteral("traceEvents")).toArray())
        if (value.toObject().value(QStringLiteral("ph")).toString() == phase)
            found.append(value.toObject());
    return found;
}

QString nameOf(const QJsonObject& event)
{
    return event.value(QStringLiteral("name")).toString();
}

double numberOf(const QJsonObject& event, QLatin1StringView key)
{
    return event.value(key).toDouble(std::numeric_limits<double>::quiet_NaN());
}

int droppedOf(const Trace& trace)
{
    return written(trace)
        .value(QStringLiteral("otherData"))
        .toObject()
        .value(QStringLiteral("dropped"))
        .toInt(-1);
}

} // namespace

class TestTrace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void anEmptyTraceIsValid()
    {
        const Trace trace(0);
        QCOMPARE(droppedOf(trace), 0);
        QVERIFY(eventsOf(trace, QStringLiteral("X")).isEmpty());
    }

    void spansAreMicrosecondsSinceTheOrigin()
    {
        Trace trace(1'000'000);
        trace.span(
            Trace::firstWorkerLane, "read", 3'000'500, 3'750'750, R"({"level":2,"row":[1,2]})");
        const auto spans = eventsOf(trace, QStringLiteral("X"));
        QCOMPARE(spans.size(), 1);
        QCOMPARE(nameOf(spans[0]), QStringLiteral("read"));
        QCOMPARE(numberOf(spans[0], QLatin1StringView("ts")), 2000.5);
        QCOMPARE(numberOf(spans[0], QLatin1StringView("dur")), 750.25);
        QCOMPARE(numberOf(spans[0], QLatin1StringView("tid")), double{Trace::firstWorkerLane});
        QCOMPARE(spans[0].value(QStringLiteral("args")).toObject().value(QStringLiteral("level")),
            QJsonValue(2));
    }

    void timesBeforeTheOriginAreNegative()
    {
        Trace trace(5'000);
        trace.span(Trace::guiLane, "start", 2'000, 1'000);
        const auto spans = eventsOf(trace, QStringLiteral("X"));
        QCOMPARE(spans.size(), 1);
        QCOMPARE(numberOf(spans[0], QLatin1StringView("ts")), -3.0);
        QCOMPARE(numberOf(spans[0], QLatin1StringView("dur")), 0.0);
    }

    void instantsAndCountersAreWritten()
    {
        Trace trace(0);
        trace.instant(Trace::painterLane, "settled", 1'500);
        trace.counter("resident", 2'000, 1e9);
        trace.counter("broken", 2'000, std::numeric_limits<double>::infinity());
        const auto instants = eventsOf(trace, QStringLiteral("i"));
        QCOMPARE(instants.size(), 1);
        QCOMPARE(numberOf(instants[0], QLatin1StringView("ts")), 1.5);
        const auto counters = eventsOf(trace, QStringLiteral("C"));
        QCOMPARE(counters.size(), 1);
        QCOMPARE(counters[0].value(QStringLiteral("args")).toObject(),
            (QJsonObject{{QStringLiteral("value"), 1e9}}));
    }

    void aLaneHasItsLastName()
    {
        Trace trace(0);
        trace.nameLane(Trace::firstWorkerLane, "?");
        trace.nameLane(Trace::firstWorkerLane, "worker 0");
        QStringList names;
        for (const auto& event : eventsOf(trace, QStringLiteral("M")))
            names << event.value(QStringLiteral("args"))
                         .toObject()
                         .value(QStringLiteral("name"))
                         .toString();
        QCOMPARE(
            names, (QStringList{QStringLiteral("worker 0"), QString(), QStringLiteral("tessera")}));
    }

    void oddNamesAreEscaped_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("readBack");
        QTest::addRow("quotes and backslashes")
            << QByteArray(R"(a "b" \c)") << QStringLiteral(R"(a "b" \c)");
        QTest::addRow("control characters")
            << QByteArray("a\nb\x01\x7f") << QStringLiteral("a\nb\u0001\u007f");
        QTest::addRow("not ASCII") << QByteArray("Zürich 図") << QStringLiteral("Zürich 図");
        QTest::addRow("not UTF-8") << QByteArray("a\xff\xfe") << QStringLiteral("a\uFFFD\uFFFD");
        QTest::addRow("like a format") << QByteArray("{} %s") << QStringLiteral("{} %s");
        QTest::addRow("zero") << QByteArray("a\0b", 3)
                              << QString(QStringLiteral("a%1b").arg(QChar(0)));
    }
    void oddNamesAreEscaped()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, readBack);
        Trace trace(0);
        trace.span(0, name.toStdString(), 0, 1);
        trace.instant(0, name.toStdString(), 0);
        trace.counter(name.toStdString(), 0, 1);
        trace.nameLane(3, name.toStdString());
        QCOMPARE(nameOf(eventsOf(trace, QStringLiteral("X")).value(0)), readBack);
        QCOMPARE(nameOf(eventsOf(trace, QStringLiteral("i")).value(0)), readBack);
        QCOMPARE(nameOf(eventsOf(trace, QStringLiteral("C")).value(0)), readBack);
    }

    void argumentsThatAreNoObjectBecomeText_data()
    {
        QTest::addColumn<QString>("args");
        QTest::addRow("a word") << QStringLiteral("tile 3");
        QTest::addRow("an array") << QStringLiteral("[1]");
        QTest::addRow("cut short") << QStringLiteral(R"({"a":1)");
        QTest::addRow("two objects") << QStringLiteral("{} {}");
        QTest::addRow("nothing but a blank") << QStringLiteral(" ");
    }
    void argumentsThatAreNoObjectBecomeText()
    {
        QFETCH(QString, args);
        Trace trace(0);
        trace.span(0, "read", 0, 1, args.toStdString());
        QCOMPARE(
            eventsOf(trace, QStringLiteral("X")).value(0).value(QStringLiteral("args")).toObject(),
            (QJsonObject{{QStringLiteral("text"), args}}));
    }

    void whatDoesNotFitIsCounted()
    {
        Trace trace(0, 2);
        for (int event = 0; event < 5; ++event)
            trace.instant(0, "tick", event);
        trace.nameLane(0, "window");
        QCOMPARE(eventsOf(trace, QStringLiteral("i")).size(), 2);
        QCOMPARE(droppedOf(trace), 3);
        QCOMPARE(eventsOf(trace, QStringLiteral("M")).size(), 3);
    }

    void aLongTraceIsWhole()
    {
        Trace trace(0);
        for (int event = 0; event < 10'000; ++event)
            trace.span(1, "read", event, event + 1);
        const auto spans = eventsOf(trace, QStringLiteral("X"));
        QCOMPARE(spans.size(), 10'000);
        QCOMPARE(numberOf(spans.back(), QLatin1StringView("ts")), 9.999);
    }

    void mayBeWrittenWhileThreadsRecord()
    {
        constexpr int threads = 3;
        constexpr int eventsEach = 5000;
        Trace trace(0);
        {
            std::vector<std::jthread> workers;
            workers.reserve(threads);
            for (int worker = 0; worker < threads; ++worker)
                workers.emplace_back([&trace, worker] {
                    for (int event = 0; event < eventsEach; ++event)
                        trace.span(worker, "read", event, event + 1);
                });
            QVERIFY(written(trace).contains(QStringLiteral("traceEvents")));
        }
        QCOMPARE(eventsOf(trace, QStringLiteral("X")).size(), threads * eventsEach);
    }

    void aFolderThatIsMissingIsSaidSo()
    {
        const QTemporaryDir folder;
        const Trace trace(0);
        QCOMPARE(
            test::errorOf(trace.write(test::toPath(folder.filePath(QStringLiteral("no/t.json"))))),
            QStringLiteral("\"t.json\" cannot be written: its folder does not exist; create it, "
                           "or choose another."));
    }
};

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
