// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "tests/support/testworkspace.h"

using engine::BuildStatus;
using engine::Error;
using testsupport::TestWorkspace;

namespace {

const QString Hello = QStringLiteral("hello");

// What a real SDK would be asked, and what it would say: a script that tells its arguments and
// writes what "publish" writes, unless the sources hold a mistake.
constexpr auto Script = R"sh(#!/bin/sh
echo "asked: $*"
echo "packages: $NUGET_PACKAGES in $(pwd)"
if grep -qs mistake *.cs; then
    echo "/build/work/Function.cs(3,5): error CS1002: ; expected [/build/work/App.csproj]"
    exit 1
fi
if grep -qs package *.cs; then
    echo "/build/work/App.csproj : error NU1101: Unable to find package Nix."
    exit 1
fi
[ "$1" = publish ] || exit 0
cp Function.cs /build/out/App.dll
)sh";

} // namespace

// The .NET part of the builder with an SDK that is a script, in the real sandbox.
class TestDotNetBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void publishes();
    void namesThePlaceOfAMistake();
    void saysHowToGetPackages();
    void takesWhatWasPublished();
    void restoresForTheCache();

private:
    [[nodiscard]] engine::LocalEngine::Options options() const;
    BuildStatus build(TestWorkspace &workspace, const QByteArray &source);

    std::unique_ptr<QTemporaryDir> m_sdk;
};

void TestDotNetBuild::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestDotNetBuild::init()
{
    m_sdk = std::make_unique<QTemporaryDir>();
    QFile::setPermissions(m_sdk->path(), QFile::Permissions(0x7755)); // to other users' sandboxes
    for (const char *folder : {"sdk/8.0.404", "shared/Microsoft.NETCore.App/8.0.11"})
        QVERIFY(QDir(m_sdk->path()).mkpath(QLatin1StringView(folder)));
    QFile program(m_sdk->filePath(QStringLiteral("dotnet")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write(Script);
    QVERIFY(program.setPermissions(QFile::Permissions(0x7755)));
}

engine::LocalEngine::Options TestDotNetBuild::options() const
{
    engine::ToolPlaces tools;
    tools.dotnetRoots = QStringList{m_sdk->path()};
    return {.tools = tools};
}

BuildStatus TestDotNetBuild::build(TestWorkspace &workspace, const QByteArray &source)
{
    workspace.add(Hello, "dotnet8", "App::App.Function::Handle",
                  {{"App.csproj", "<Project/>"}, {"Function.cs", source}});
    const auto status = TestWorkspace::wait(workspace.engine().build(Hello));
    return status ? *status : BuildStatus{};
}

void TestDotNetBuild::publishes()
{
    TestWorkspace workspace(options());
    const BuildStatus status = build(workspace, "class Function {}\n");
    QVERIFY2(status.state == BuildStatus::State::Succeeded, status.output.constData());
    QCOMPARE(status.tool, QStringLiteral("dotnet 8.0.404"));
    QVERIFY2(status.output.contains("asked: publish App.csproj -c Release -o /build/out --nologo"),
             status.output.constData());
    QVERIFY(status.output.contains("packages: /build/cache/packages in /build/work\n"));
    const auto built = TestWorkspace::wait(workspace.engine().builtFunction(Hello));
    QVERIFY(built);
    QFile assembly(built->codePath + QStringLiteral("/App.dll"));
    QVERIFY(assembly.open(QIODevice::ReadOnly));
    QCOMPARE(assembly.readAll(), QByteArray("class Function {}\n"));
}

void TestDotNetBuild::namesThePlaceOfAMistake()
{
    TestWorkspace workspace(options());
    const BuildStatus status = build(workspace, "mistake\n");
    QCOMPARE(status.state, BuildStatus::State::Failed);
    QCOMPARE(status.problems.size(), 1);
    QCOMPARE(engine::problemText(status.problems[0]),
             QStringLiteral("Function.cs:3:5: CS1002: ; expected"));
}

void TestDotNetBuild::saysHowToGetPackages()
{
    TestWorkspace workspace(options());
    const BuildStatus status = build(workspace, "package\n");
    QVERIFY(status.error);
    QCOMPARE(status.error->code, Error::Code::DependenciesMissing);
}

void TestDotNetBuild::takesWhatWasPublished()
{
    TestWorkspace workspace(options());
    workspace.add(Hello, "dotnet8", "App::App.Function::Handle", {{"App.dll", "assembly"}});
    const auto status = TestWorkspace::wait(workspace.engine().build(Hello));
    QVERIFY(status);
    QCOMPARE(status->state, BuildStatus::State::NotNeeded);
}

void TestDotNetBuild::restoresForTheCache()
{
    TestWorkspace workspace(options());
    workspace.add(Hello, "dotnet8", "App::App.Function::Handle",
                  {{"App.csproj", "<Project/>"}, {"Function.cs", "class Function {}\n"}});
    QByteArray output;
    QObject::connect(&workspace.engine(), &engine::LocalEngine::installOutputArrived,
                     [&output](const QByteArray &lines) { output += lines; });
    const auto installed = TestWorkspace::wait(workspace.engine().installDependencies(Hello));
    if (!installed && installed.error().code == Error::Code::SandboxUnavailable)
        QSKIP("no network for sandboxes on this machine");
    QVERIFY2(installed, installed ? "" : qPrintable(installed.error().detail));
    QCOMPARE(installed->manifest, QStringLiteral("App.csproj"));
    QCOMPARE(installed->put, QStringList()); // nothing beside the code
    QVERIFY2(output.contains("asked: restore App.csproj -p:UseAppHost=false"), output.constData());
    QVERIFY(output.contains("packages: /build/cache/packages in /build/out\n"));
}

QTEST_GUILESS_MAIN(TestDotNetBuild)
#include "tst_dotnetbuild.moc"
