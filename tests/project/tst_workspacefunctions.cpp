// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/project/workspacefunctions.h"

using Code = engine::Error::Code;

namespace {

// A workspace of two functions in folders of their own.
class Project
{
public:
    Project()
    {
        put("one/app.py", "1");
        put("two/app.py", "2");
        setTemplate("      MemorySize: 256\n");
    }
    void setTemplate(const QByteArray &more, const QByteArray &secondUri = "two")
    {
        put("template.yaml",
            "Resources:\n  One:\n    Type: AWS::Serverless::Function\n    Properties:\n"
            "      FunctionName: first\n      CodeUri: one\n      Handler: app.handler\n"
            "      Runtime: python3.11\n"
                + more
                + "  Two:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: "
                + secondUri + "\n      Handler: app.handler\n      Runtime: python3.11\n");
    }
    // In place, as the coarsest tool would.
    void put(const char *name, const QByteArray &content) const
    {
        const QString path = m_dir.filePath(QLatin1StringView(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("can't write %s", name);
    }
    QString path(const char *name = "") const { return m_dir.filePath(QLatin1StringView(name)); }

private:
    QTemporaryDir m_dir;
};

QString revision(engine::WorkspaceFunctions &functions, const char *name)
{
    const auto function = functions.function(QLatin1StringView(name));
    return function ? function->revision : QStringLiteral("error: ") + function.error().detail;
}

} // namespace

class TestWorkspaceFunctions : public QObject
{
    Q_OBJECT

private slots:
    void findsByIdAndName();
    void revisionFollowsTheCode_data();
    void revisionFollowsTheCode();
    void revisionFollowsTheConfiguration();
    void sharedAndNestedFolders();
    void survivesLostNotices();
    void tellsWhatIsWrong();
};

void TestWorkspaceFunctions::findsByIdAndName()
{
    Project project;
    engine::WorkspaceFunctions functions(project.path());
    QCOMPARE(functions.function(QStringLiteral("One"))->config.memory.value, 256);
    QCOMPARE(functions.function(QStringLiteral("first"))->codePath, project.path("one"));
    QCOMPARE(functions.function(QStringLiteral("One"))->config.name, QStringLiteral("first"));
    QCOMPARE(functions.function(QStringLiteral("nobody")).error().code, Code::UnknownFunction);
}

void TestWorkspaceFunctions::revisionFollowsTheCode_data()
{
    QTest::addColumn<int>("maxWatches");
    QTest::newRow("by the kernel's notices") << engine::CodeWatch::NoLimit;
    QTest::newRow("by looking") << 0;
}

void TestWorkspaceFunctions::revisionFollowsTheCode()
{
    QFETCH(int, maxWatches);
    Project project;
    engine::WorkspaceFunctions functions(project.path(), maxWatches);
    QString last = revision(functions, "One");
    const QString other = revision(functions, "Two");
    const auto changed = [&] {
        const QString now = revision(functions, "One");
        const bool differs = now != last && !now.startsWith(QLatin1StringView("error"));
        last = now;
        return differs;
    };
    QVERIFY(!changed());
    project.put("one/app.py", "longer");
    QVERIFY(changed());
    QVERIFY(!changed());
    project.put("one/lib/deep/new.py", "1");
    QVERIFY(changed());
    project.put("one/lib/deep/new.py", "22");
    QVERIFY(changed());
    QVERIFY(engine::writeAtomically(project.path("one/app.py"), "atomic"));
    QVERIFY(changed());
    QVERIFY(QFile::rename(project.path("one/lib"), project.path("one/lib2")));
    QVERIFY(changed());
    project.put("one/lib2/deep/new.py", "333");
    QVERIFY(changed());
    QVERIFY(QFile::setPermissions(project.path("one/app.py"), QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(changed());
    QVERIFY(QFile::remove(project.path("one/lib2/deep/new.py")));
    QVERIFY(changed());
    QVERIFY(QDir(project.path("one/lib2")).removeRecursively());
    QVERIFY(changed());
    // what tools leave behind is no code
    project.put("one/__pycache__/app.pyc", "x");
    project.put("one/.app.py.swp", "x");
    project.put("one/app.py~", "x");
    QVERIFY(!changed());
    // the folder is replaced as a whole
    QVERIFY(QDir(project.path("one")).removeRecursively());
    QCOMPARE(functions.function(QStringLiteral("One")).error().code, Code::CodeMissing);
    project.put("one/app.py", "again");
    QVERIFY(changed());
    project.put("one/app.py", "and again");
    QVERIFY(changed());
    QCOMPARE(revision(functions, "Two"), other);
}

void TestWorkspaceFunctions::revisionFollowsTheConfiguration()
{
    Project project;
    engine::WorkspaceFunctions functions(project.path());
    const QString first = revision(functions, "One");
    const QString other = revision(functions, "Two");
    project.setTemplate("      MemorySize: 512\n"); // the same length, the same moment
    QVERIFY(revision(functions, "One") != first);
    QCOMPARE(functions.function(QStringLiteral("One"))->config.memory.value, 512);
    QCOMPARE(revision(functions, "Two"), other);
    project.setTemplate("      MemorySize: 256 # a comment changes nothing\n");
    QCOMPARE(revision(functions, "One"), first);
    for (const char *changed :
         {"      MemorySize: 256\n      Tracing: Active\n",
          "      MemorySize: 256\n      LoggingConfig: {LogFormat: JSON}\n"}) {
        project.setTemplate(changed);
        QVERIFY(revision(functions, "One") != first);
    }
    project.setTemplate("      MemorySize: !Ref Size\nParameters: {Size: {Default: 300}}\n#");
    project.put("template.yaml",
                "Parameters: {Size: {Type: Number, Default: 300}}\nResources:\n  One:\n"
                "    Type: AWS::Serverless::Function\n    Properties: {CodeUri: one, Handler: a.b, "
                "Runtime: python3.11, MemorySize: !Ref Size}\n");
    QCOMPARE(functions.function(QStringLiteral("One"))->config.memory.value, 300);
    project.put("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides='Size=400'\n");
    QCOMPARE(functions.function(QStringLiteral("One"))->config.memory.value, 400);
}

void TestWorkspaceFunctions::sharedAndNestedFolders()
{
    Project project;
    project.setTemplate("", ".");
    engine::WorkspaceFunctions functions(project.path());
    const QString one = revision(functions, "One");
    const QString two = revision(functions, "Two");
    project.put(".lambda-workbench/state/history.sqlite", "x");
    project.put(".git/index", "x");
    QCOMPARE(revision(functions, "Two"), two);
    project.put("events/x.json", "{}"); // in the folder of the second only
    QCOMPARE(revision(functions, "One"), one);
    QVERIFY(revision(functions, "Two") != two);
    const QString later = revision(functions, "Two");
    project.put("one/app.py", "changed");
    QVERIFY(revision(functions, "One") != one);
    QVERIFY(revision(functions, "Two") != later);
}

void TestWorkspaceFunctions::survivesLostNotices()
{
    Project project;
    engine::WorkspaceFunctions functions(project.path());
    const QString before = revision(functions, "One");
    QFile limit(QStringLiteral("/proc/sys/fs/inotify/max_queued_events"));
    QVERIFY(limit.open(QIODevice::ReadOnly));
    const int most = limit.readAll().trimmed().toInt();
    if (most > 100'000)
        QSKIP("this machine keeps too many notices to lose one");
    for (int i = 0; i < most; ++i) // equal notices in a row are one, so two files take turns
        project.put(i % 2 ? "one/a" : "one/b", "x");
    const QString after = revision(functions, "One");
    QVERIFY(after != before);
    project.put("one/lib/late.py", "x");
    const QString late = revision(functions, "One");
    QVERIFY(late != after);
    project.put("one/lib/late.py", "xy");
    QVERIFY(revision(functions, "One") != late);
}

void TestWorkspaceFunctions::tellsWhatIsWrong()
{
    Project project;
    engine::WorkspaceFunctions functions(project.path());
    const auto error = [&](const QByteArray &more) {
        project.setTemplate(more);
        const auto function = functions.function(QStringLiteral("One"));
        return function ? engine::Error{Code::Internal, {}} : function.error();
    };
    QCOMPARE(error("      MemorySize: 127\n").code, Code::InvalidConfiguration);
    QCOMPARE(error("      MemorySize: 127\n").place, QStringLiteral("first"));
    QVERIFY(error("      MemorySize: abc\n").detail.contains(QLatin1StringView("abc")));
    QCOMPARE(error("      Timeout: 901\n").code, Code::InvalidConfiguration);
    project.put("template.yaml", "Resources:\n  A: [\n");
    QCOMPARE(functions.function(QStringLiteral("One")).error().code, Code::BadSyntax);
    QCOMPARE(functions.function(QStringLiteral("One")).error().line, 3);
    project.put("template.yaml", "Other: 1\n");
    QCOMPARE(functions.function(QStringLiteral("One")).error().code, Code::BadTemplate);
    QVERIFY(QFile::remove(project.path("template.yaml")));
    QCOMPARE(functions.function(QStringLiteral("One")).error().code, Code::BadTemplate);
    project.setTemplate("", "missing");
    QCOMPARE(functions.function(QStringLiteral("Two")).error().code, Code::CodeMissing);
}

QTEST_GUILESS_MAIN(TestWorkspaceFunctions)
#include "tst_workspacefunctions.moc"
