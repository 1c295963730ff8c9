// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/builds/buildproblem.h"

using engine::BuildProblem;
using engine::ProblemFormat;
using Severity = BuildProblem::Severity;

Q_DECLARE_METATYPE(engine::ProblemFormat)

namespace {

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList strings;
    for (const char *text : texts)
        strings << QString::fromUtf8(text);
    return strings;
}

// "error main.go 5 2 undefined: x"
QStringList shown(const std::vector<BuildProblem> &problems)
{
    QStringList lines;
    for (const BuildProblem &problem : problems)
        lines << QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(problem.severity == Severity::Error ? QStringLiteral("error")
                                                              : QStringLiteral("warning"),
                          problem.file.isEmpty() ? QStringLiteral("-") : problem.file)
                     .arg(problem.line)
                     .arg(problem.column)
                     .arg(QString(problem.message).replace(u'\n', u'|'));
    return lines;
}

} // namespace

class TestBuildProblem : public QObject
{
    Q_OBJECT

private slots:
    void parse_data();
    void parse();
    void muchOutputIsBounded();
    void textIsTheCompilersLine();
};

void TestBuildProblem::parse_data()
{
    QTest::addColumn<ProblemFormat>("format");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, ProblemFormat format, const char *output,
                        std::initializer_list<const char *> expected) {
        QTest::newRow(name) << format << QByteArray(output) << list(expected);
    };

    row("go: a place in a file", ProblemFormat::Go,
        "# example.com/hello\n./main.go:5:2: undefined: x\n./main.go:9:7: \"os\" imported and not "
        "used\n",
        {"error main.go 5 2 undefined: x", "error main.go 9 7 \"os\" imported and not used"});
    row("go: a file in a folder", ProblemFormat::Go, "pkg/a/b.go:12:1: syntax error: x\n",
        {"error pkg/a/b.go 12 1 syntax error: x"});
    row("go: without a module, as files", ProblemFormat::Go,
        "# command-line-arguments\n./main.go:3: x\n", {"error main.go 3 0 x"});
    row("go: more lines of one message", ProblemFormat::Go,
        "./main.go:5:2: cannot use x\n\thave int\n\twant string\n",
        {"error main.go 5 2 cannot use x|have int|want string"});
    row("go: a module that is missing", ProblemFormat::Go,
        "main.go:3:8: no required module provides package github.com/a/b; to add it:\n\tgo get "
        "github.com/a/b\n",
        {"error main.go 3 8 no required module provides package github.com/a/b; to add it:|go get "
         "github.com/a/b"});
    row("go: the module's file", ProblemFormat::Go,
        "go: errors parsing go.mod:\n/var/task/go.mod:3: unknown directive: foo\n",
        {"error go.mod 3 0 unknown directive: foo"});
    row("go: of no place", ProblemFormat::Go,
        "go: downloading x v1\ngo: updates to go.mod needed\n",
        {"error - 0 0 go: updates to go.mod needed"});
    row("go: said twice", ProblemFormat::Go, "./a.go:1:1: x\n./a.go:1:1: x\n",
        {"error a.go 1 1 x"});

    row("javac: the caret is the column", ProblemFormat::Javac,
        "/var/task/src/Hello.java:3: error: ';' expected\n        int x = 1\n                 "
        "^\n1 error\n",
        {"error src/Hello.java 3 18 ';' expected"});
    row("javac: symbol and location belong to it", ProblemFormat::Javac,
        "/var/task/Hello.java:4: error: cannot find symbol\n    foo();\n    ^\n  symbol:   method "
        "foo()\n  location: class Hello\n/var/task/Hello.java:9: warning: [removal] x\n  y\n  "
        "^\n1 error\n",
        {"error Hello.java 4 5 cannot find symbol|symbol:   method foo()|location: class Hello",
         "warning Hello.java 9 3 [removal] x"});
    row("javac: a message of two lines", ProblemFormat::Javac,
        "A.java:1: error: incompatible types: bad\n    found: x\nint a = b;\n        ^\n",
        {"error A.java 1 9 incompatible types: bad|found: x"});
    row("javac: of no place", ProblemFormat::Javac, "error: invalid flag: -x\nUsage: javac\n",
        {"error - 0 0 invalid flag: -x"});

    row("esbuild: columns from 0", ProblemFormat::Esbuild,
        "\xe2\x9c\x98 [ERROR] Could not resolve \"foo\"\n\n    src/index.ts:1:16:\n      1 "
        "\xe2\x94\x82 "
        "import foo from \"foo\"\n",
        {"error src/index.ts 1 17 Could not resolve \"foo\""});
    row("esbuild: a warning", ProblemFormat::Esbuild,
        "\xe2\x96\xb2 [WARNING] Comparison with -0 [equals-negative-zero]\n\n    a.ts:2:6:\n",
        {"warning a.ts 2 7 Comparison with -0 [equals-negative-zero]"});

    row("tsc", ProblemFormat::Tsc, "src/a.ts(3,5): error TS2304: Cannot find name 'x'.\n",
        {"error src/a.ts 3 5 TS2304: Cannot find name 'x'."});
    row("dotnet: said twice, and the project", ProblemFormat::DotNet,
        "/var/task/F.cs(3,5): error CS1002: ; expected [/var/task/x.csproj]\n"
        "/var/task/F.cs(3,5): error CS1002: ; expected [/var/task/x.csproj]\n"
        "/var/task/x.csproj : error NU1301: no network [/var/task/x.csproj]\n",
        {"error F.cs 3 5 CS1002: ; expected", "error - 0 0 NU1301: no network"});

    row("nothing in nothing", ProblemFormat::Go, "", {});
    row("bytes that are no text", ProblemFormat::Javac, "\xff\xfe\x00.java:1: error: \xff\n", {});
}

void TestBuildProblem::parse()
{
    QFETCH(ProblemFormat, format);
    QFETCH(QByteArray, output);
    QFETCH(QStringList, expected);
    QCOMPARE(shown(engine::parseProblems(format, output)), expected);
}

void TestBuildProblem::muchOutputIsBounded()
{
    QByteArray output;
    for (int i = 1; i <= 20'000; ++i)
        output += "./main.go:" + QByteArray::number(i) + ":1: undefined: x\n";
    QCOMPARE(engine::parseProblems(ProblemFormat::Go, output).size(), std::size_t{1'000});
    // One line without end, as of a minified source.
    output = "./main.go:1:1: " + QByteArray(4'000'000, 'x');
    for (const auto format : {ProblemFormat::Go, ProblemFormat::Javac, ProblemFormat::Esbuild,
                              ProblemFormat::Tsc, ProblemFormat::DotNet}) {
        const auto problems = engine::parseProblems(format, output);
        QVERIFY(problems.size() <= 1);
        QVERIFY(problems.empty() || problems[0].message.size() < 5'000);
    }
}

void TestBuildProblem::textIsTheCompilersLine()
{
    QCOMPARE(
        engine::problemText({Severity::Error, QStringLiteral("a.go"), 5, 2, QStringLiteral("x")}),
        QStringLiteral("a.go:5:2: x"));
    QCOMPARE(
        engine::problemText({Severity::Error, QStringLiteral("a.go"), 5, 0, QStringLiteral("x")}),
        QStringLiteral("a.go:5: x"));
    QCOMPARE(engine::problemText({Severity::Error, {}, 0, 0, QStringLiteral("x")}),
             QStringLiteral("x"));
}

QTEST_GUILESS_MAIN(TestBuildProblem)
#include "tst_buildproblem.moc"
