// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QProcess>

#include "tests/support/testworkspace.h"

using engine::Error;
using engine::InvokeOutcome;
using engine::Outcome;
using engine::StartKind;
using testsupport::TestWorkspace;

namespace {

const QString Cache = QStringLiteral(WORKBENCH_COMPAT_CACHE);

// Empty when it is there; else why not.
QString install(const QString &kind)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (WORKBENCH_COMPAT_INSTALLS)
        environment.insert(QStringLiteral("WORKBENCH_COMPAT"), QStringLiteral("ON"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/compat/install.sh"),
                  {kind, Cache + u'/' + kind});
    if (!process.waitForFinished(1'000'000))
        return process.errorString();
    const QString said = QString::fromLocal8Bit(process.readAll()).trimmed();
    return process.exitCode() == 0 ? QString() : kind + QStringLiteral(": ") + said;
}

void copyFolder(const QString &from, const QString &to)
{
    QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), from, to}), 0);
}

constexpr auto GoFunction = R"go(package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do string `json:"do"`
}

type answer struct {
	Id       string `json:"id"`
	Arn      string `json:"arn"`
	Name     string `json:"name"`
	Memory   int    `json:"memory"`
	Deadline bool   `json:"deadline"`
}

func handle(ctx context.Context, in event) (answer, error) {
	fmt.Println("saw", in.Do)
	switch in.Do {
	case "error":
		return answer{}, errors.New("as asked")
	case "panic":
		panic("as asked")
	case "exit":
		os.Exit(3)
	}
	lc, _ := lambdacontext.FromContext(ctx)
	_, deadline := ctx.Deadline()
	return answer{lc.AwsRequestID, lc.InvokedFunctionArn, lambdacontext.FunctionName,
		lambdacontext.MemoryLimitInMB, deadline}, nil
}

func main() { lambda.Start(handle) }
)go";

} // namespace

// Code that the workbench compiles with published tools, run on Amazon's own client.
class TestCompatBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void go();
    void typeScript();
    void rust();
};

void TestCompatBuild::initTestCase()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestCompatBuild::go()
{
    if (const QString why = install(QStringLiteral("go")); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace workspace;
    const QString name = QStringLiteral("official");
    copyFolder(Cache + QStringLiteral("/go/module"), workspace.path(name));
    workspace.add(name, "provided.al2023", "bootstrap", {{"main.go", GoFunction}});

    const auto cold = workspace.invoke(name, R"({"do": "context"})");
    QVERIFY2(cold, cold ? "" : qPrintable(cold.error().detail));
    const QString id = cold->record.requestId;
    QCOMPARE(QString::fromUtf8(cold->payload),
             QStringLiteral("{\"id\":\"%1\",\"arn\":\"arn:aws:lambda:us-east-1:000000000000:"
                            "function:official\",\"name\":\"official\",\"memory\":128,"
                            "\"deadline\":true}")
                 .arg(id));
    QCOMPARE(cold->record.start, StartKind::Cold);
    QVERIFY(cold->record.log.contains("saw context\n"));
    QCOMPARE(workspace.invoke(name)->record.start, StartKind::Warm);

    const auto error = workspace.invoke(name, R"({"do": "error"})");
    QCOMPARE(error->payload,
             QByteArray("{\"errorMessage\":\"as asked\",\"errorType\":\"errorString\"}"));
    QCOMPARE(error->record.start, StartKind::Warm);
    const auto panic = workspace.invoke(name, R"({"do": "panic"})");
    QVERIFY2(panic->payload.contains("\"errorMessage\":\"as asked\"")
                 && panic->payload.contains("\"stackTrace\":[{\"path\":"),
             panic->payload.constData());
    QVERIFY(panic->payload.contains("main.go"));
    const auto exit = workspace.invoke(name, R"({"do": "exit"})");
    QCOMPARE(exit->functionError, QStringLiteral("Unhandled"));
    QVERIFY(exit->payload.contains("Runtime.ExitError"));
}

void TestCompatBuild::typeScript()
{
    if (const QString why = install(QStringLiteral("esbuild")); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace workspace;
    const QString name = QStringLiteral("typed");
    workspace.add(name, "nodejs20.x", "src/app.handler",
                  {{"src/app.ts", "import { shout } from './shout';\n\n"
                                  "interface Event { name?: string; fail?: boolean }\n\n"
                                  "export const handler = async (event: Event) => {\n"
                                  "  if (event.fail) {\n"
                                  "    throw new Error('as asked');\n"
                                  "  }\n"
                                  "  return shout(event.name ?? 'nobody');\n"
                                  "};\n"},
                   {"src/shout.ts", "export const shout = (text: string): string => "
                                    "text.toUpperCase();\n"}});
    const auto without = workspace.invoke(name);
    QVERIFY(!without);
    QCOMPARE(without.error().code, Error::Code::ToolMissing);
    copyFolder(Cache + QStringLiteral("/esbuild/node_modules"),
               workspace.path(name + QStringLiteral("/node_modules")));

    const auto outcome = workspace.invoke(name, R"({"name": "ada"})");
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(outcome->payload, QByteArray("\"ADA\""));
    // Stack traces name the lines that were written, not those of the bundle.
    const auto failed = workspace.invoke(name, R"({"fail": true})");
    QVERIFY2(failed->payload.contains("/var/task/src/app.ts:7:"), failed->payload.constData());

    workspace.write(name + QStringLiteral("/src/shout.ts"),
                    "export const shout = (text: string): string => text.toLowerCase();\n");
    QCOMPARE(workspace.invoke(name, R"({"name": "ADA"})")->payload, QByteArray("\"ada\""));
    workspace.write(name + QStringLiteral("/src/shout.ts"), "export const shout = (text => ;\n");
    const auto broken = workspace.invoke(name);
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, Error::Code::BuildFailed);
    QCOMPARE(broken.error().place, QStringLiteral("src/shout.ts"));
    QCOMPARE(broken.error().line, 1);
    QCOMPARE(broken.error().column, 31);
    workspace.write(name + QStringLiteral("/src/shout.ts"),
                    "import left from 'left-pad';\nexport const shout = left;\n");
    const auto lacking = workspace.invoke(name);
    QVERIFY(!lacking);
    QCOMPARE(lacking.error().code, Error::Code::DependenciesMissing);
}

// Built by Cargo, not by the workbench: what is tried is the client.
void TestCompatBuild::rust()
{
    if (const QString why = install(QStringLiteral("rust")); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace workspace;
    const QString name = QStringLiteral("official");
    workspace.add(name, "provided.al2023", "bootstrap", {{"readme.txt", "built by Cargo"}});
    copyFolder(Cache + QStringLiteral("/rust/target/release/bootstrap"),
               workspace.path(name + QStringLiteral("/bootstrap")));

    const auto cold = workspace.invoke(name, R"({"do": "context"})");
    QVERIFY2(cold, cold ? "" : qPrintable(cold.error().detail));
    QCOMPARE(QString::fromUtf8(cold->payload),
             QStringLiteral("{\"arn\":\"arn:aws:lambda:us-east-1:000000000000:function:official\","
                            "\"deadline\":true,\"id\":\"%1\",\"memory\":128,"
                            "\"name\":\"official\"}")
                 .arg(cold->record.requestId));
    QCOMPARE(cold->record.start, StartKind::Cold);
    QVERIFY(cold->record.log.contains("saw \"context\"\n"));
    const auto error = workspace.invoke(name, R"({"do": "error"})");
    QCOMPARE(error->record.start, StartKind::Warm);
    QCOMPARE(error->functionError, QStringLiteral("Unhandled"));
    QVERIFY2(error->payload.contains("\"errorMessage\":\"as asked\""), error->payload.constData());
    // A panic is caught by the client: the process lives on.
    const auto panic = workspace.invoke(name, R"({"do": "panic"})");
    QVERIFY2(panic->payload.contains("as asked"), panic->payload.constData());
    QCOMPARE(workspace.invoke(name)->record.start, StartKind::Warm);
    const auto exit = workspace.invoke(name, R"({"do": "exit"})");
    QVERIFY2(exit->payload.contains("exit status 3"), exit->payload.constData());
}

QTEST_GUILESS_MAIN(TestCompatBuild)
#include "tst_compatbuild.moc"
