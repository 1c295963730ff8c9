// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "widgets/editor/syntaxdefinition.h"
#include "widgets/editor/syntaxmodule.h"

using widgets::Scheme;
using widgets::SyntaxLine;
using widgets::SyntaxModule;
using widgets::SyntaxState;

class TestSyntaxModule : public QObject
{
    Q_OBJECT

private slots:
    void knowsLanguagesByFileName_data();
    void knowsLanguagesByFileName();
    void highlightsWithState();
    void reportsRegions();
    void stylesDifferByScheme();
    void withoutModuleSaysSoOnce();
    void aFileThatIsNoModuleIsRefused();
};

void TestSyntaxModule::knowsLanguagesByFileName_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("lineComment");

    QTest::newRow("Python") << "app.py"
                            << "Python"
                            << "#";
    QTest::newRow("JavaScript module") << "index.mjs"
                                       << "JavaScript"
                                       << "//";
    QTest::newRow("SAM template") << "template.yaml"
                                  << "YAML"
                                  << "#";
    QTest::newRow("event") << "order.json"
                           << "JSON"
                           << "";
    QTest::newRow("Markdown") << "README.md"
                              << "Markdown"
                              << "";
    QTest::newRow("shell") << "deploy.sh"
                           << "Bash"
                           << "#";
    QTest::newRow("Java") << "App.java"
                          << "Java"
                          << "//";
    QTest::newRow("unknown") << "blob.qqq"
                             << ""
                             << "";
}

void TestSyntaxModule::knowsLanguagesByFileName()
{
    QFETCH(QString, fileName);
    QFETCH(QString, language);
    QFETCH(QString, lineComment);

    SyntaxModule module;
    const auto definition = module.definitionForFile(fileName);
    QVERIFY(module.isAvailable());
    QCOMPARE(definition ? definition->name() : QString(), language);
    QCOMPARE(definition ? definition->lineComment() : QString(), lineComment);
}

void TestSyntaxModule::highlightsWithState()
{
    SyntaxModule module;
    const auto python = module.definitionByName(QStringLiteral("Python"));
    QVERIFY(python);
    QVERIFY(python->foldsByIndentation());

    SyntaxLine line;
    python->highlight(u"def f():", SyntaxState(), &line);
    QVERIFY(line.spans.size() >= 2);
    QCOMPARE(line.spans.front().offset, 0);
    QCOMPARE(line.spans.front().length, 3); // "def"
    const SyntaxState outside = line.end;

    python->highlight(u"x = \"\"\"text", outside, &line);
    const SyntaxState inString = line.end;
    QVERIFY(!(inString == outside));
    python->highlight(u"still text", inString, &line);
    QVERIFY(line.end == inString);
    python->highlight(u"\"\"\"", inString, &line);
    QVERIFY(line.end == outside);
    const SyntaxState copy = line.end;
    QVERIFY(copy == outside);
}

void TestSyntaxModule::reportsRegions()
{
    SyntaxModule module;
    const auto script = module.definitionForFile(QStringLiteral("a.js"));
    QVERIFY(script);
    SyntaxLine line;
    script->highlight(u"function f() {", SyntaxState(), &line);
    QCOMPARE(line.foldChange, 1);
    QCOMPARE(line.foldLow, 0);
    const SyntaxState inside = line.end;
    script->highlight(u"} else {", inside, &line);
    QCOMPARE(line.foldChange, 0);
    QCOMPARE(line.foldLow, -1);
}

void TestSyntaxModule::stylesDifferByScheme()
{
    SyntaxModule module;
    const auto python = module.definitionByName(QStringLiteral("Python"));
    QVERIFY(python);
    SyntaxLine line;
    python->highlight(u"def f():", SyntaxState(), &line);
    const int keyword = line.spans.front().format;
    const auto light = python->style(keyword, Scheme::Light);
    const auto dark = python->style(keyword, Scheme::Dark);
    QVERIFY(light.foreground && dark.foreground);
    QVERIFY(light.foreground->lightness() < dark.foreground->lightness());
    QCOMPARE(python->style(1'000'000, Scheme::Dark), widgets::SyntaxStyle());
}

void TestSyntaxModule::withoutModuleSaysSoOnce()
{
    const QTemporaryDir empty;
    SyntaxModule module({empty.path()});
    QSignalSpy unavailable(&module, &SyntaxModule::unavailable);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("No highlighting: .*")));
    QVERIFY(!module.definitionForFile(QStringLiteral("a.py")));
    QVERIFY(!module.definitionForFile(QStringLiteral("b.py")));
    QVERIFY(!module.isAvailable());
    QCOMPARE(unavailable.count(), 1);
}

void TestSyntaxModule::aFileThatIsNoModuleIsRefused()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("workbench-syntax.so")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a shared object");
    file.close();

    SyntaxModule module({folder.path()});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("No highlighting: .*")));
    QVERIFY(!module.isAvailable());
}

QTEST_MAIN(TestSyntaxModule)
#include "tst_syntaxmodule.moc"
