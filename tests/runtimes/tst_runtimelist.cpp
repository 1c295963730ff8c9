// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "engine/runtimes/runtimelist.h"

using engine::RuntimeCatalog;
using engine::RuntimeState;
using Kind = engine::RuntimeState::Kind;

// What "lwb runtimes" says on machines with none, some and all of the languages.
class TestRuntimeList : public QObject
{
    Q_OBJECT

private slots:
    void lists_data();
    void lists();
    void speaksJson();

private:
    static std::vector<RuntimeState> statesWith(const QTemporaryDir &folder,
                                                const QStringList &programs);
};

Q_DECLARE_METATYPE(Kind)

std::vector<RuntimeState> TestRuntimeList::statesWith(const QTemporaryDir &folder,
                                                      const QStringList &programs)
{
    for (const QString &program : programs) {
        const QString path = folder.filePath(program);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can't write a program");
        file.write("\x7f"
                   "ELF");
        file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }
    RuntimeCatalog::Places places;
    places.versionFolders = QStringList{folder.path()};
    places.bootstraps = folder.filePath(QStringLiteral("cache/bootstraps"));
    return engine::runtimeStates(RuntimeCatalog(places));
}

void TestRuntimeList::lists_data()
{
    QTest::addColumn<QStringList>("programs");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("interpreter");
    QTest::addColumn<QString>("remedy");

    const QStringList none;
    const QStringList some{QStringLiteral("3.12.1/bin/python3.12")};
    const QStringList all{
        QStringLiteral("3.12.1/bin/python3.12"), QStringLiteral("3.13.0/bin/python3.13"),
        QStringLiteral("v22.3.0/bin/node"), QStringLiteral("ruby-3.3.6/bin/ruby")};
    const QStringList old{QStringLiteral("ruby-2.7.8/bin/ruby")};
    QTest::newRow("none: Python") << none << "python3.12" << Kind::Missing << ""
                                  << "sudo apt-get install python3";
    QTest::newRow("none: Node.js") << none << "nodejs22.x" << Kind::Missing << ""
                                   << "sudo apt-get install nodejs";
    QTest::newRow("none: Ruby") << none << "ruby3.3" << Kind::Missing << ""
                                << "sudo apt-get install ruby";
    QTest::newRow("none: your own") << none << "provided.al2023" << Kind::OwnProgram << ""
                                    << "";
    QTest::newRow("some: this version") << some << "python3.12" << Kind::Ready << "Python 3.12.1"
                                        << "";
    QTest::newRow("some: another version")
        << some << "python3.14" << Kind::OtherVersion << "Python 3.12.1"
        << "";
    QTest::newRow("some: another language") << some << "ruby3.3" << Kind::Missing << ""
                                            << "sudo apt-get install ruby";
    QTest::newRow("all: Python") << all << "python3.13" << Kind::Ready << "Python 3.13.0"
                                 << "";
    QTest::newRow("all: Node.js") << all << "nodejs22.x" << Kind::Ready << "Node.js 22.3.0"
                                  << "";
    QTest::newRow("all: Ruby") << all << "ruby3.3" << Kind::Ready << "Ruby 3.3.6"
                               << "";
    QTest::newRow("all: an older Ruby") << all << "ruby3.2" << Kind::OtherVersion << "Ruby 3.3.6"
                                        << "";
    const QString shared = QStringLiteral("net/shared/Microsoft.NETCore.App/");
    const QStringList dotnet{QStringLiteral("net/dotnet"), shared + QStringLiteral("8.0.4/a.dll"),
                             shared + QStringLiteral("8.0.11/a.dll"),
                             shared + QStringLiteral("10.0.0-rc.1.2/a.dll"),
                             QStringLiteral("net/sdk/8.0.404/Roslyn/bincore/csc.dll")};
    QTest::newRow("none: .NET") << none << "dotnet8" << Kind::Missing << ""
                                << "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- "
                                   "--channel 8.0";
    QTest::newRow(".NET: the newest of its line")
        << dotnet << "dotnet8" << Kind::Ready << ".NET 8.0.11"
        << "";
    QTest::newRow(".NET: an older one runs nothing made for a later one")
        << dotnet << "dotnet10" << Kind::Missing << ""
        << "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0";
    QTest::newRow(".NET: a later one")
        << (QStringList(dotnet) << shared + QStringLiteral("10.0.1/a.dll")) << "dotnet10"
        << Kind::Ready << ".NET 10.0.1"
        << "";
    QTest::newRow(".NET: nothing to compile the bootstrap with")
        << dotnet.mid(0, 2) << "dotnet8" << Kind::Missing << ""
        << "sudo apt-get install mono-mcs";
    QTest::newRow("too old") << old << "ruby3.3" << Kind::Missing << ""
                             << "sudo apt-get install ruby";
}

void TestRuntimeList::lists()
{
    QFETCH(QStringList, programs);
    QFETCH(QString, runtime);
    QFETCH(Kind, kind);
    QFETCH(QString, interpreter);
    QFETCH(QString, remedy);

    const QTemporaryDir folder;
    const std::vector<RuntimeState> states = statesWith(folder, programs);
    QCOMPARE(states.size(), engine::knownRuntimes().size());
    const auto it = std::find_if(states.begin(), states.end(), [&runtime](const auto &state) {
        return state.runtime.id == runtime;
    });
    QVERIFY(it != states.end());
    QCOMPARE(it->kind, kind);
    QCOMPARE(it->interpreter, interpreter);
    QCOMPARE(it->remedy, remedy);
    QCOMPARE(it->program.isEmpty(), interpreter.isEmpty());
    QCOMPARE(it->note.isEmpty(), kind == Kind::Ready || kind == Kind::OwnProgram);
}

void TestRuntimeList::speaksJson()
{
    const QTemporaryDir folder;
    QByteArray line;
    for (const RuntimeState &state : statesWith(folder, {QStringLiteral("3.9.1/bin/python3.9")})) {
        const QByteArray json = engine::runtimeStateJson(state);
        QVERIFY2(QJsonDocument::fromJson(json).isObject(), json.constData());
        QVERIFY(!json.contains('\n'));
        if (state.runtime.id == QStringLiteral("python3.10"))
            line = json;
    }
    QCOMPARE(line, QByteArray("{\"runtime\":\"python3.10\",\"state\":\"otherVersion\","
                              "\"interpreter\":\"Python 3.9.1\",\"program\":\"")
                       + QFile::encodeName(folder.filePath(QStringLiteral("3.9.1/bin/python3.9")))
                       + "\",\"note\":\"python3.10 is not installed; runs on Python 3.9.1\","
                         "\"remedy\":null}");
}

QTEST_GUILESS_MAIN(TestRuntimeList)
#include "tst_runtimelist.moc"
