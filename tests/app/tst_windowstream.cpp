// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>

#include "engine/runtimes/runtimecatalog.h"
#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/common/badge.h"
#include "widgets/invoke/responsepanel.h"

using testsupport::TestWorkspace;
using testsupport::WindowDriver;

namespace {

// Writes a part, waits until the test has seen it, and writes another one.
const QByteArray Waiting = "import { existsSync } from 'node:fs';\n"
                           "export const handler = awslambda.streamifyResponse("
                           "async (event, stream) => {\n"
                           "  stream.write('one ');\n"
                           "  while (!existsSync('/var/task/seen'))\n"
                           "    await new Promise((resolve) => setTimeout(resolve, 5));\n"
                           "  stream.end('two');\n"
                           "});\n";
const QByteArray Long = "export const handler = awslambda.streamifyResponse("
                        "async (event, stream) => {\n"
                        "  const part = Buffer.alloc(1 << 20, 'x');\n"
                        "  for (let i = 0; i < 200; ++i)\n"
                        "    if (!stream.write(part))\n"
                        "      await new Promise((resolve) => stream.once('drain', resolve));\n"
                        "  stream.end();\n"
                        "});\n";

} // namespace

// Responses that are streamed, in the window: real engine, real sandboxes.
class TestWindowStream : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isShownAsItComes();
    void twoHundredMegabytes();

private:
    testsupport::IsolatedHome m_home;
    const QByteArray m_runtime = "nodejs20.x";
};

void TestWindowStream::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    const auto runtime = engine::RuntimeId::parse(QString::fromLatin1(m_runtime));
    if (!catalog.interpreterFor(*runtime))
        QSKIP("no Node.js on this machine");
}

void TestWindowStream::isShownAsItComes()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("feed"), m_runtime, "app.handler", {{"app.mjs", Waiting}},
                  "      Timeout: 60\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *panel = driver.panel<widgets::ResponsePanel>();
    auto *text = driver.find<QPlainTextEdit>("responseText");
    const auto outcome = [&driver] {
        return driver.find<widgets::Badge>("responseOutcome")->mark().word;
    };
    const auto figures = [&driver] { return driver.find<QLabel>("responseFigures")->text(); };
    QVERIFY(driver.waitForRun([&] {
        QTest::keyClick(&driver.window(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(text->toPlainText(), QStringLiteral("one "), 60'000);
        QCOMPARE(outcome(), QStringLiteral("Streaming"));
        QVERIFY2(figures().contains(QStringLiteral("First byte")), qPrintable(figures()));
        workspace.write(QStringLiteral("feed/seen"), "");
    }));
    QCOMPARE(outcome(), QStringLiteral("Success"));
    QCOMPARE(panel->payload(), QByteArray("one two"));
    QVERIFY(figures().contains(QStringLiteral("First byte")));
    QCOMPARE(driver.find<QTableView>("streamChunks")->model()->rowCount(), 2);
}

void TestWindowStream::twoHundredMegabytes()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("feed"), m_runtime, "app.handler", {{"app.mjs", Long}},
                  "      Timeout: 120\n      MemorySize: 1769\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *panel = driver.panel<widgets::ResponsePanel>();
    QSignalSpy shown(panel, &widgets::ResponsePanel::shown);
    QVERIFY(driver.invoke());
    QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 60'000);
    QCOMPARE(panel->payload().size(), qsizetype(6'291'556));
    const QString figures = driver.find<QLabel>("responseFigures")->text();
    QVERIFY2(figures.contains(QStringLiteral("210 MB")), qPrintable(figures));
    QVERIFY(driver.find<QTableView>("streamChunks")->model()->rowCount() <= 256);
}

QTEST_MAIN(TestWindowStream)
#include "tst_windowstream.moc"
