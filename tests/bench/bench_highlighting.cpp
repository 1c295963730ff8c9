// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how long it takes to colour a file of 10,000 lines and to type into it. Asserts nothing.
#include <QApplication>
#include <QElapsedTimer>

#include <Qsci/qsciscintilla.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "widgets/editor/syntaxdefinition.h"
#include "widgets/editor/syntaxhighlighter.h"
#include "widgets/editor/syntaxmodule.h"

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void measure(widgets::SyntaxModule &module, const QString &fileName, const QByteArray &block)
{
    QByteArray text;
    int lines = 0;
    while (lines < 10'000) {
        text += block;
        lines += static_cast<int>(block.count('\n'));
    }
    QsciScintilla view;
    view.setUtf8(true);
    widgets::SyntaxHighlighter highlighter(&view);
    highlighter.setDefinition(module.definitionForFile(fileName));
    view.setText(QString::fromUtf8(text));

    QElapsedTimer timer;
    std::vector<double> whole;
    for (int i = 0; i < 7; ++i) {
        highlighter.rehighlight();
        timer.start();
        highlighter.highlightAll();
        whole.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::vector<double> keys;
    for (int i = 0; i < 101; ++i) {
        timer.start();
        view.insertAt(QStringLiteral("x"), lines / 2, 0);
        highlighter.highlightAll();
        keys.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("%-8s %d lines, %lld kB: all %.1f ms, one key %.3f ms\n", qUtf8Printable(fileName),
                lines, static_cast<long long>(text.size() / 1000), median(whole), median(keys));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    widgets::SyntaxModule module;
    if (!module.isAvailable())
        return 1;
    measure(
        module, QStringLiteral("a.py"),
        "def handler(event, context):\n    \"\"\"Greets.\"\"\"\n    name = event.get('name', "
        "\"world\")\n    if name:\n        return {\"statusCode\": 200, \"body\": f\"hi {name}\"}  "
        "# done\n    raise ValueError(name)\n\n");
    measure(
        module, QStringLiteral("a.js"),
        "export const handler = async (event) => {\n  // greets\n  if (event.name) {\n    return "
        "`hello ${event.name}`;\n  }\n  throw new Error(\"no name\");\n};\n\n");
    measure(module, QStringLiteral("a.json"),
            "{\n  \"id\": 12,\n  \"name\": \"text\",\n  \"list\": [1, 2.5, true, null]\n}\n");
    return 0;
}
