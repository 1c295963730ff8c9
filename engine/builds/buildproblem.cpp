// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/buildproblem.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace engine {
namespace {

using Severity = BuildProblem::Severity;
constexpr std::size_t MostProblems = 1'000;
constexpr qsizetype LongestLine = 4'096; // a minified source shown under an error

QString relative(QString file)
{
    for (const char *prefix : {"/var/task/", "/build/work/", "./"}) {
        if (file.startsWith(QLatin1StringView(prefix)))
            file.remove(0, static_cast<qsizetype>(qstrlen(prefix)));
    }
    return file;
}

class Parser
{
public:
    explicit Parser(const QByteArray &output)
        : m_lines(QString::fromUtf8(output).split(u'\n'))
    {
        for (QString &line : m_lines) {
            line.truncate(LongestLine);
            if (line.endsWith(u'\r'))
                line.chop(1);
        }
    }

    void go();
    void javac();
    void esbuild();
    void parenthesised();

    std::vector<BuildProblem> take() { return std::move(m_problems); }

private:
    [[nodiscard]] bool isFull() const { return m_problems.size() >= MostProblems; }
    void add(BuildProblem problem)
    {
        problem.message = problem.message.trimmed();
        if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end())
            m_problems.push_back(std::move(problem));
    }
    [[nodiscard]] QString line(qsizetype number) const { return m_lines.value(number); }

    QStringList m_lines;
    std::vector<BuildProblem> m_problems;
};

void Parser::go()
{
    static const QRegularExpression placed(QStringLiteral(
        "^(?:vet: |go: )?([^\\s:][^:]*\\.(?:go|mod|sum|work|s)):(\\d+)(?::(\\d+))?: (.+)$"));
    static const QRegularExpression bare(
        QStringLiteral("^(?:go: |package |link: |can't load )(.+)$"));
    for (qsizetype i = 0; i < m_lines.size() && !isFull(); ++i) {
        BuildProblem problem;
        if (const auto match = placed.match(line(i)); match.hasMatch()) {
            problem.file = relative(match.captured(1));
            problem.line = match.captured(2).toInt();
            problem.column = match.captured(3).toInt();
            problem.message = match.captured(4);
        } else if (bare.match(line(i)).hasMatch()
                   && !line(i).startsWith(QLatin1StringView("go: downloading "))
                   && !line(i).startsWith(QLatin1StringView("go: errors parsing "))) {
            problem.message = line(i);
        } else {
            continue;
        }
        while (line(i + 1).startsWith(u'\t'))
            problem.message += u'\n' + line(++i).trimmed();
        add(std::move(problem));
    }
}

void Parser::javac()
{
    static const QRegularExpression placed(
        QStringLiteral("^(.+\\.java):(\\d+): (?:(error|warning): )?(.+)$"));
    static const QRegularExpression bare(QStringLiteral("^(error|warning): (.+)$"));
    static const QRegularExpression caret(QStringLiteral("^\\s*\\^\\s*$"));
    for (qsizetype i = 0; i < m_lines.size() && !isFull(); ++i) {
        const auto match = placed.match(line(i));
        BuildProblem problem;
        if (match.hasMatch()) {
            problem.file = relative(match.captured(1));
            problem.line = match.captured(2).toInt();
            problem.message = match.captured(4);
            if (match.captured(3) == QLatin1StringView("warning"))
                problem.severity = Severity::Warning;
        } else if (const auto plain = bare.match(line(i)); plain.hasMatch()) {
            problem.message = plain.captured(2);
            if (plain.captured(1) == QLatin1StringView("warning"))
                problem.severity = Severity::Warning;
            add(std::move(problem));
            continue;
        } else {
            continue;
        }
        // More of the message, the source's line, the caret below it, then what javac knows.
        qsizetype at = i + 1;
        const qsizetype farthest = std::min(m_lines.size(), i + 12);
        while (at < farthest && !caret.match(line(at)).hasMatch()
               && !placed.match(line(at)).hasMatch())
            ++at;
        if (at < farthest && caret.match(line(at)).hasMatch()) {
            for (qsizetype more = i + 1; more < at - 1; ++more)
                problem.message += u'\n' + line(more).trimmed();
            problem.column = static_cast<int>(line(at).indexOf(u'^')) + 1;
            i = at;
            while (line(i + 1).startsWith(QLatin1StringView("  "))
                   && !line(i + 1).trimmed().isEmpty())
                problem.message += u'\n' + line(++i).trimmed();
        }
        add(std::move(problem));
    }
}

void Parser::esbuild()
{
    static const QRegularExpression head(QStringLiteral("^\\S+ \\[(ERROR|WARNING)\\] (.+)$"));
    static const QRegularExpression place(QStringLiteral("^    (\\S.*):(\\d+):(\\d+):$"));
    for (qsizetype i = 0; i < m_lines.size() && !isFull(); ++i) {
        const auto match = head.match(line(i));
        if (!match.hasMatch())
            continue;
        BuildProblem problem;
        problem.severity =
            match.captured(1) == QLatin1StringView("ERROR") ? Severity::Error : Severity::Warning;
        problem.message = match.captured(2);
        for (qsizetype at = i + 1; at < std::min(m_lines.size(), i + 4); ++at) {
            if (const auto found = place.match(line(at)); found.hasMatch()) {
                problem.file = relative(found.captured(1));
                problem.line = found.captured(2).toInt();
                problem.column = found.captured(3).toInt() + 1; // esbuild counts from 0
                break;
            }
        }
        add(std::move(problem));
    }
}

void Parser::parenthesised() // tsc and the .NET compilers
{
    static const QRegularExpression placed(QStringLiteral(
        "^\\s*(.+?)\\((\\d+),(\\d+)\\): (error|warning) (\\w+: .+?)(?: \\[[^\\]]+\\])?$"));
    static const QRegularExpression bare(
        QStringLiteral("^\\s*(?:\\S.*: )?(error|warning) (\\w+\\d+: .+?)(?: \\[[^\\]]+\\])?$"));
    for (qsizetype i = 0; i < m_lines.size() && !isFull(); ++i) {
        BuildProblem problem;
        QString severity;
        if (const auto match = placed.match(line(i)); match.hasMatch()) {
            problem.file = relative(match.captured(1));
            problem.line = match.captured(2).toInt();
            problem.column = match.captured(3).toInt();
            severity = match.captured(4);
            problem.message = match.captured(5);
        } else if (const auto plain = bare.match(line(i)); plain.hasMatch()) {
            severity = plain.captured(1);
            problem.message = plain.captured(2);
        } else {
            continue;
        }
        if (severity == QLatin1StringView("warning"))
            problem.severity = Severity::Warning;
        add(std::move(problem));
    }
}

} // namespace

std::vector<BuildProblem> parseProblems(ProblemFormat format, const QByteArray &output)
{
    Parser parser(output);
    switch (format) {
    case ProblemFormat::Go:
        parser.go();
        break;
    case ProblemFormat::Javac:
        parser.javac();
        break;
    case ProblemFormat::Esbuild:
        parser.esbuild();
        break;
    case ProblemFormat::Tsc:
    case ProblemFormat::DotNet:
        parser.parenthesised();
        break;
    }
    return parser.take();
}

QString problemText(const BuildProblem &problem)
{
    QString text = problem.file;
    for (const int number : {problem.line, problem.column}) {
        if (number > 0 && !text.isEmpty())
            text += u':' + QString::number(number);
    }
    return text.isEmpty() ? problem.message : text + QStringLiteral(": ") + problem.message;
}

} // namespace engine
