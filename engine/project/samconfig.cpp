// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/samconfig.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include "engine/core/atomicfile.h"
#include "engine/project/tomlreader.h"

namespace engine {
namespace {

constexpr qint64 MaxBytes = 1024 * 1024;

// "A=1 B='x y' C=\"z\"" as a shell would part it.
QStringList shellWords(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && quote != u'\'' && i + 1 < text.size()) {
            word += text[++i];
            inWord = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words << word;
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inWord)
        words << word;
    return words;
}

void addOverrides(const QStringList &texts, std::map<QString, QString> &out)
{
    static const QRegularExpression longForm(
        QStringLiteral("^ParameterKey=(.*?),ParameterValue=(.*)$"),
        QRegularExpression::DotMatchesEverythingOption);
    for (const QString &text : texts) {
        for (const QString &word : shellWords(text)) {
            if (const auto match = longForm.match(word); match.hasMatch())
                out[match.captured(1)] = match.captured(2);
            else if (const qsizetype at = word.indexOf(u'='); at > 0)
                out[word.left(at)] = word.mid(at + 1);
        }
    }
}

} // namespace

SamConfig readSamConfig(const QString &folder)
{
    SamConfig config;
    const QString file = QString::fromUtf16(SamConfigFile);
    const auto text = readWhole(QDir(folder).filePath(file), MaxBytes);
    if (!text)
        return config; // it need not be there
    const TomlDocument document = readToml(*text);
    // what a command says comes before what holds for all commands
    for (const char16_t *command : {u"global", u"deploy"}) {
        const auto found = document.values.find(
            QStringLiteral("default.%1.parameters.parameter_overrides").arg(QStringView(command)));
        if (found != document.values.end())
            addOverrides(found->second, config.parameterOverrides);
    }
    if (document.mistake) {
        TemplateProblem problem;
        problem.kind = TemplateProblem::Kind::Syntax;
        problem.file = file;
        problem.line = document.mistake->line;
        problem.detail = document.mistake->reason;
        config.problem = problem;
    }
    return config;
}

Result<QString> templateFileOf(const QString &folder)
{
    for (const auto *name : {u"template.yaml", u"template.yml", u"template.json"}) {
        const QString file = QString::fromUtf16(name);
        if (QFileInfo(QDir(folder).filePath(file)).isFile())
            return file;
    }
    const QDir dir(folder);
    return Error{Error::Code::NotFound, QString(),
                 dir.exists() ? dir.filePath(QStringLiteral("template.yaml")) : folder};
}

} // namespace engine
