// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/core/json.h"
#include "engine/project/workspacefunctions.h"

class TestSampleWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void everyFunctionCanBeRun();
    void leavesWhatIsThere();
    void failsWhereItCantWrite();
};

void TestSampleWorkspace::everyFunctionCanBeRun()
{
    const QTemporaryDir dir;
    const QString folder = dir.filePath(QStringLiteral("new/sample"));
    QVERIFY(engine::writeSampleWorkspace(folder));
    const auto workspace = engine::openWorkspace(folder);
    QVERIFY(workspace);
    QCOMPARE(workspace->problems, std::vector<engine::TemplateProblem>{});
    QStringList names;
    engine::WorkspaceFunctions functions(folder);
    for (const auto &each : workspace->functions) {
        names << each.logicalId;
        QVERIFY2(functions.function(each.logicalId), qPrintable(each.logicalId));
        const auto events = engine::savedEvents(folder, each.config.name);
        QVERIFY(events.size() >= 2);
        for (const auto &event : events)
            QVERIFY(engine::checkJson(*engine::readWhole(event.path)));
    }
    QCOMPARE(names, QStringList({QStringLiteral("hello"), QStringLiteral("orders"),
                                 QStringLiteral("thumbnail"), QStringLiteral("discount"),
                                 QStringLiteral("shipping"), QStringLiteral("shell"),
                                 QStringLiteral("helloGo")}));
    const auto hello = functions.function(QStringLiteral("hello"));
    QCOMPARE(hello->config.environment.front().value, QStringLiteral("Hello"));
    const QFileInfo program(QDir(folder).filePath(QStringLiteral("shell/bootstrap")));
    QVERIFY(program.isExecutable());
    QVERIFY(QFile::permissions(program.filePath()).testFlag(QFile::ExeOther));
    QVERIFY(QFileInfo::exists(QDir(folder).filePath(QStringLiteral(".gitignore"))));
}

void TestSampleWorkspace::leavesWhatIsThere()
{
    const QTemporaryDir dir;
    const QString readme = dir.filePath(QStringLiteral("README.md"));
    QVERIFY(engine::writeAtomically(readme, "mine"));
    QVERIFY(engine::writeSampleWorkspace(dir.path()));
    QCOMPARE(*engine::readWhole(readme), QByteArray("mine"));
    QCOMPARE(engine::writeSampleWorkspace(dir.path()).error().code,
             engine::Error::Code::AlreadyExists);

    const QTemporaryDir other;
    const QString app = other.filePath(QStringLiteral("hello/app.py"));
    QVERIFY(engine::writeAtomically(app, "mine"));
    const auto refused = engine::writeSampleWorkspace(other.path());
    QCOMPARE(refused.error().code, engine::Error::Code::AlreadyExists);
    QCOMPARE(refused.error().place, app);
    QVERIFY(!QFileInfo::exists(other.filePath(QStringLiteral("template.yaml"))));
}

void TestSampleWorkspace::failsWhereItCantWrite()
{
    QCOMPARE(engine::writeSampleWorkspace(QStringLiteral("/proc/nothing")).error().code,
             engine::Error::Code::NotWritable);
}

QTEST_GUILESS_MAIN(TestSampleWorkspace)
#include "tst_sampleworkspace.moc"
