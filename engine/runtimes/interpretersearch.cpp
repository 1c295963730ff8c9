// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/interpretersearch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>
#include <optional>

#include "engine/runtimes/dotnetsearch.h"
#include "engine/runtimes/versionprobe.h"

namespace engine {
namespace {

// What programs of a language are called, and the oldest version that its bootstrap runs on.
struct Kind
{
    Language language;
    QRegularExpression name; // the first group, if it matches something, begins the version
    QVersionNumber oldest;
};

const std::vector<Kind> &kinds()
{
    static const std::vector<Kind> all{
        {Language::Python, QRegularExpression(QStringLiteral("^python(3\\.\\d{1,2})$")), {3, 9}},
        {Language::NodeJs, QRegularExpression(QStringLiteral("^node$")), {18}},
        {Language::Ruby, QRegularExpression(QStringLiteral("^ruby(\\d\\.\\d)?$")), {3, 0}},
        {Language::Java, QRegularExpression(QStringLiteral("^java$")), {11}},
    };
    return all;
}

struct Candidate
{
    Interpreter interpreter; // its version may be empty yet
    const Kind *kind;
    QString line; // "3.12" as the file name tells it; may be empty
};

// A shim is a script that picks an interpreter by settings that a sandbox does not have.
bool isElfProgram(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isExecutable() && file.open(QIODevice::ReadOnly)
           && file.read(4)
                  == QByteArrayView("\x7f"
                                    "ELF");
}

// The folder to mount so that the interpreter at .../bin/NAME finds its library; empty below /usr,
// which every sandbox has. Nothing when mounting would show more than an installation.
std::optional<QString> prefixOf(const QString &program)
{
    if (program.startsWith(QLatin1StringView("/usr/")))
        return QString();
    const QDir bin = QFileInfo(program).dir();
    if (bin.dirName() != QLatin1StringView("bin"))
        return std::nullopt;
    const QString prefix = QFileInfo(bin.path()).path();
    const QString home = QDir::homePath();
    if (prefix == QLatin1StringView("/") || prefix == home
        || prefix == home + QLatin1StringView("/.local") || home.startsWith(prefix + u'/'))
        return std::nullopt;
    return prefix;
}

// "3.12.1" of "3.12.1", "v20.11.0", "cpython-3.12.1-linux"; empty for "node-current".
QString versionInName(const QString &name)
{
    static const QRegularExpression version(QStringLiteral("(?<![\\d.])(\\d+\\.\\d+\\.\\d+)"));
    return version.match(name).captured(1);
}

// What the installation of this program says of itself; "1.8.0_292" for Java 8.
QString versionOfJava(const QString &program)
{
    QFile file(QFileInfo(program).path() + QStringLiteral("/../release"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression line(QStringLiteral("^JAVA_VERSION=\"?([\\d.]+)"),
                                         QRegularExpression::MultilineOption);
    constexpr qint64 MoreThanEnough = 64 * 1024;
    return line.match(QString::fromUtf8(file.read(MoreThanEnough))).captured(1);
}

std::optional<Candidate> candidate(const QString &path, const Kind &kind, const QString &line)
{
    const QString program = QFileInfo(path).canonicalFilePath();
    if (program.isEmpty() || !isElfProgram(program))
        return std::nullopt;
    const std::optional<QString> prefix = prefixOf(program);
    if (!prefix)
        return std::nullopt;
    Candidate made{{kind.language, {}, program, *prefix}, &kind, line};
    if (kind.language == Language::Java) {
        // Never run to be asked: that takes fifty times as long as with the others.
        made.interpreter.version = versionOfJava(program);
        return made.interpreter.version.isEmpty() ? std::nullopt : std::optional(made);
    }
    // Installed beside others, an installation's folder often carries the version; that of another
    // implementation ("truffleruby-23.1.0") has its own.
    static const QRegularExpression other(QStringLiteral("ruby-"));
    const QString folder = QFileInfo(*prefix).fileName();
    const bool isOther = folder.contains(other) && !folder.startsWith(other.pattern());
    const QString told = isOther ? QString() : versionInName(folder);
    if (line.isEmpty() || told.startsWith(line + u'.'))
        made.interpreter.version = told;
    return made;
}

void lookIn(const QString &folder, std::vector<Candidate> &found)
{
    const QStringList names =
        QDir(folder).entryList({QStringLiteral("python3.*"), QStringLiteral("node"),
                                QStringLiteral("ruby*"), QStringLiteral("java")},
                               QDir::Files);
    for (const QString &name : names) {
        for (const Kind &kind : kinds()) {
            const auto match = kind.name.match(name);
            if (!match.hasMatch())
                continue;
            const auto one = candidate(QDir(folder).filePath(name), kind, match.captured(1));
            const auto same = [&one](const Candidate &other) {
                return other.interpreter.program == one->interpreter.program;
            };
            if (one && std::none_of(found.begin(), found.end(), same))
                found.push_back(*one);
        }
    }
}

bool isTooOld(const Candidate &candidate)
{
    const QString &told =
        candidate.interpreter.version.isEmpty() ? candidate.line : candidate.interpreter.version;
    const auto version = QVersionNumber::fromString(told);
    return !version.isNull() && version < candidate.kind->oldest;
}

// A name that promises another version than the program has is not to be trusted.
bool isSupported(const Candidate &candidate)
{
    const QString &version = candidate.interpreter.version;
    return !version.isEmpty()
           && (candidate.line.isEmpty() || version.startsWith(candidate.line + u'.'));
}

void sortForChoosing(std::vector<Interpreter> &interpreters)
{
    std::stable_sort(interpreters.begin(), interpreters.end(), [](const auto &a, const auto &b) {
        if (a.language != b.language)
            return a.language < b.language;
        const auto left = QVersionNumber::fromString(a.version);
        const auto right = QVersionNumber::fromString(b.version);
        return left != right ? left > right : a.prefix.isEmpty() && !b.prefix.isEmpty();
    });
}

} // namespace

InterpreterSearch findInterpreters(const RuntimeCatalog::Places &places)
{
    InterpreterSearch search;
    std::vector<Candidate> found;
    const auto look = [&](const QString &folder) {
        search.folders.append(folder);
        lookIn(folder, found);
    };
    for (const QString &folder : places.binFolders)
        look(folder);
    for (const QString &folder : places.versionFolders) {
        search.folders.append(folder);
        for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            look(QDir(folder).filePath(name + QLatin1StringView("/bin")));
    }

    QStringList silent;
    for (const Candidate &one : found) {
        if (one.interpreter.version.isEmpty() && !isTooOld(one))
            silent.append(one.interpreter.program);
    }
    QStringList answers = probeVersions(silent);
    for (Candidate &one : found) {
        if (one.interpreter.version.isEmpty() && !isTooOld(one))
            one.interpreter.version = versionInName(answers.takeFirst());
        if (isTooOld(one)) {
            if (one.interpreter.version.isEmpty())
                one.interpreter.version = one.line;
            search.tooOld.push_back(one.interpreter);
        } else if (isSupported(one)) {
            search.interpreters.push_back(one.interpreter);
        }
    }
    const DotNetSearch dotnet = findDotNet(places);
    addDotNet(dotnet.roots, search.interpreters, search.tooOld);
    search.compiler = findCSharpCompiler(dotnet.roots, places.binFolders);
    search.folders += dotnet.folders;
    sortForChoosing(search.interpreters);
    sortForChoosing(search.tooOld);
    return search;
}

} // namespace engine
