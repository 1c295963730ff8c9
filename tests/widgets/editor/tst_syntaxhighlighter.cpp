// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QRandomGenerator>

#include <Qsci/qsciscintilla.h>

#include "widgets/editor/syntaxdefinition.h"
#include "widgets/editor/syntaxhighlighter.h"
#include "widgets/editor/syntaxmodule.h"

using widgets::SyntaxHighlighter;
using widgets::SyntaxModule;
using Sci = QsciScintillaBase;

namespace {

const QByteArray Python = R"(import json
from os import path

# grüß Gott 😀
TABLE = {
    "a": [1, 2,
          3],
}


class Handler:
    """First line

    last line
    """

    def __init__(self, name):
        self.name = name

    async def run(self, event):
        if event:
            text = f"{self.name}: {event!r}"
            return text
        else:
            raise ValueError('nothing')


def handler(event, context):
    return {"statusCode": 200}
)";

const QByteArray JavaScript = R"(import { readFile } from "node:fs";
/* a comment
   of two lines */
export const handler = async (event) => {
  if (event.a) {
    return `text ${event.a} ${[1, 2].map((x) => { return x; })}`;
  } else {
    throw new Error("no");
  }
};
const re = /a[b/]c/g;
)";

struct Editor
{
    QsciScintilla view;
    SyntaxHighlighter *highlighter = nullptr;

    Editor(SyntaxModule &module, const QString &fileName, const QByteArray &text)
    {
        view.setUtf8(true);
        highlighter = new SyntaxHighlighter(&view);
        highlighter->setDefinition(module.definitionForFile(fileName));
        view.setText(QString::fromUtf8(text));
        view.SendScintilla(Sci::SCI_EMPTYUNDOBUFFER);
        highlighter->highlightAll();
    }

    // Per byte its style, per line its fold level.
    QByteArray styles()
    {
        QByteArray result;
        for (int i = 0; i < view.length(); ++i)
            result += static_cast<char>(
                view.SendScintilla(Sci::SCI_GETSTYLEAT, static_cast<unsigned long>(i)));
        return result;
    }
    QList<int> levels()
    {
        QList<int> result;
        for (int i = 0; i < view.lines(); ++i)
            result << level(i);
        return result;
    }
    int level(int line)
    {
        return static_cast<int>(
            view.SendScintilla(Sci::SCI_GETFOLDLEVEL, static_cast<unsigned long>(line)));
    }
    bool isHeader(int line) { return level(line) & Sci::SC_FOLDLEVELHEADERFLAG; }
    int lastChild(int line)
    {
        return static_cast<int>(
            view.SendScintilla(Sci::SCI_GETLASTCHILD, static_cast<unsigned long>(line), -1L));
    }
    int styleOf(const QByteArray &word)
    {
        const auto at = view.text().toUtf8().indexOf(word);
        return at < 0 ? -1
                      : static_cast<int>(
                          view.SendScintilla(Sci::SCI_GETSTYLEAT, static_cast<unsigned long>(at)));
    }
};

} // namespace

class TestSyntaxHighlighter : public QObject
{
    Q_OBJECT

private slots:
    void stylesByMeaning();
    void pythonFolds();
    void javaScriptFolds();
    void anEditStopsWhereTheStateIsTheSame();
    void incrementalEqualsFresh_data();
    void incrementalEqualsFresh();
    void manyFormatsShareStyles();
    void plainTextHasNoStyles();

private:
    SyntaxModule m_module;
};

void TestSyntaxHighlighter::stylesByMeaning()
{
    Editor editor(m_module, QStringLiteral("a.py"), Python);
    QCOMPARE(editor.styleOf("class"), editor.styleOf("def "));
    QVERIFY(editor.styleOf("class") != 0);
    QVERIFY(editor.styleOf("class") != editor.styleOf("\"\"\"First"));
    // Behind characters of two and four bytes the styles still stand at the right bytes.
    QVERIFY(editor.styleOf("# gr") != 0);
    QCOMPARE(editor.styleOf("Gott"), editor.styleOf("# gr"));
    QVERIFY(editor.styleOf("TABLE") != editor.styleOf("# gr"));
}

void TestSyntaxHighlighter::pythonFolds()
{
    Editor editor(m_module, QStringLiteral("a.py"), Python);
    const QList<QByteArray> lines = Python.split('\n');
    const auto lineOf = [&lines](const char *text) {
        for (int i = 0; i < lines.size(); ++i) {
            if (lines[i].contains(text))
                return i;
        }
        return -1;
    };
    QVERIFY(editor.isHeader(lineOf("class Handler")));
    QVERIFY(editor.isHeader(lineOf("def __init__")));
    QVERIFY(editor.isHeader(lineOf("TABLE =")));
    QVERIFY(!editor.isHeader(lineOf("import json")));
    QVERIFY(!editor.isHeader(lineOf("self.name = name")));
    QCOMPARE(editor.lastChild(lineOf("TABLE =")), lineOf("TABLE =") + 3);
    QCOMPARE(editor.lastChild(lineOf("class Handler")), lineOf("raise ValueError"));
    QCOMPARE(editor.lastChild(lineOf("def __init__")), lineOf("self.name = name"));
}

void TestSyntaxHighlighter::javaScriptFolds()
{
    Editor editor(m_module, QStringLiteral("a.js"), JavaScript);
    QVERIFY(editor.isHeader(1)); // the comment
    QCOMPARE(editor.lastChild(1), 2);
    QVERIFY(editor.isHeader(3)); // export const handler
    QCOMPARE(editor.lastChild(3), 9);
    QVERIFY(editor.isHeader(4)); // if
    QCOMPARE(editor.lastChild(4), 5);
    QVERIFY(editor.isHeader(6)); // } else {
    QCOMPARE(editor.lastChild(6), 8);
    QVERIFY(!editor.isHeader(10));
}

void TestSyntaxHighlighter::anEditStopsWhereTheStateIsTheSame()
{
    Editor editor(m_module, QStringLiteral("a.py"), Python.repeated(40));
    const qint64 before = editor.highlighter->linesHighlighted();
    editor.view.insertAt(QStringLiteral("x"), 100, 0);
    editor.highlighter->highlightAll();
    QVERIFY(editor.highlighter->linesHighlighted() - before <= 2);
    // An open string runs to the end, or to where another begins.
    editor.view.insertAt(QStringLiteral("\"\"\""), 100, 0);
    editor.highlighter->highlightAll();
    QVERIFY(editor.highlighter->linesHighlighted() - before > 5);
}

void TestSyntaxHighlighter::incrementalEqualsFresh_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint32>("seed");

    const QByteArray yaml(
        "Resources:\n  A: &x\n    Type: |\n      text\n      more\n    B: [1, 2]\n");
    const QByteArray markdown("# Title\n\n```python\ndef f():\n    pass\n```\n\n* item `code`\n");
    const QByteArray shell("f() {\n  cat <<EOF\ntext\nEOF\n  if true; then echo \"$x\"; fi\n}\n");
    for (quint32 seed = 1; seed <= 2; ++seed) {
        const QByteArray tag = QByteArray::number(seed);
        QTest::newRow(("Python " + tag).constData()) << "a.py" << Python.repeated(2) << seed;
        QTest::newRow(("JavaScript " + tag).constData())
            << "a.js" << JavaScript.repeated(3) << seed;
        QTest::newRow(("YAML " + tag).constData()) << "a.yaml" << yaml.repeated(5) << seed;
        QTest::newRow(("Markdown " + tag).constData()) << "a.md" << markdown.repeated(5) << seed;
        QTest::newRow(("shell " + tag).constData()) << "a.sh" << shell.repeated(5) << seed;
    }
}

// 600 random insertions, deletions and undos, highlighted now and then and often only in part;
// afterwards every style and every fold level is what a run from nothing gives.
void TestSyntaxHighlighter::incrementalEqualsFresh()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, text);
    QFETCH(quint32, seed);

    Editor editor(m_module, fileName, text);
    QRandomGenerator random(seed);
    static const char *const Pieces[] = {"\"\"\"",     "\"",
                                         "'",          "{",
                                         "}",          "(",
                                         ")",          "[",
                                         "\n",         "\n\n",
                                         "    ",       "\t",
                                         "#",          "/*",
                                         "*/",         "`",
                                         "```\n",      "x = 1",
                                         "\r\n",       "def f():\n    ",
                                         "\xc3\xa4",   "\xf0\x9f\x98\x80",
                                         "if (a) {\n", "} else {\n",
                                         "<<EOF\n",    "EOF\n",
                                         "key: |\n"};
    for (int edit = 0; edit < 600; ++edit) {
        const int length = editor.view.length();
        const auto position = [&](int at) {
            // Never inside a character, nor between CR and LF.
            return editor.view.SendScintilla(
                Sci::SCI_POSITIONBEFORE,
                static_cast<unsigned long>(editor.view.SendScintilla(
                    Sci::SCI_POSITIONAFTER, static_cast<unsigned long>(at))));
        };
        switch (random.bounded(8)) {
        case 0:
            editor.view.SendScintilla(Sci::SCI_UNDO);
            break;
        case 1:
        case 2: {
            const int from = random.bounded(length + 1);
            const int to = std::min(length, from + random.bounded(60));
            editor.view.SendScintilla(Sci::SCI_SETTARGETRANGE,
                                      static_cast<unsigned long>(position(from)), position(to));
            editor.view.SendScintilla(Sci::SCI_REPLACETARGET, 0UL, "");
            break;
        }
        default:
            editor.view.SendScintilla(
                Sci::SCI_INSERTTEXT,
                static_cast<unsigned long>(position(random.bounded(length + 1))),
                Pieces[random.bounded(int(std::size(Pieces)))]);
        }
        if (random.bounded(3) == 0)
            emit editor.view.SCN_STYLENEEDED(random.bounded(editor.view.length() + 1));
    }
    editor.highlighter->highlightAll();
    const QByteArray styles = editor.styles();
    const QList<int> levels = editor.levels();
    QVERIFY(QSet<char>(styles.begin(), styles.end()).size() > 1);
    editor.highlighter->rehighlight();
    editor.highlighter->highlightAll();
    QCOMPARE(styles, editor.styles());
    QCOMPARE(levels, editor.levels());
}

void TestSyntaxHighlighter::manyFormatsShareStyles()
{
    QByteArray text;
    for (const char *language :
         {"python", "js", "c++", "java", "html", "css", "xml", "ruby", "bash", "sql", "php", "rust",
          "go", "perl", "lua", "json", "yaml", "r"})
        text += QByteArray("```") + language
                + "\n# comment // comment\n\"string\" 'c' 12 0x1f 1.5 if for class <a href=\"x\">\n"
                  "/** doc @param x */ @Anno #include <x> $var ${x} :sym %d \\n TODO\n```\n\n";
    Editor editor(m_module, QStringLiteral("a.md"), text);
    const QByteArray styles = editor.styles();
    QSet<int> used;
    for (const char style : styles)
        used << static_cast<unsigned char>(style);
    QVERIFY(used.size() > 40); // or nothing was crossed or shared
    for (const char style : styles) {
        const int number = static_cast<unsigned char>(style);
        QVERIFY2(number < 32 || number > 39, "Scintilla's own styles are not for text");
    }
}

void TestSyntaxHighlighter::plainTextHasNoStyles()
{
    Editor editor(m_module, QStringLiteral("a.qqq"), "def f():\n    pass\n");
    QCOMPARE(editor.styles(), QByteArray(18, '\0'));
}

QTEST_MAIN(TestSyntaxHighlighter)
#include "tst_syntaxhighlighter.moc"
