// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/interpretersearch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>
#include <optional>

#include "engine/runtimes/versionprobe.h"

namespace engine {
namespace {

constexpr int OldestPython = 9; // of 3.x
constexpr int OldestNode = 18;

struct Candidate
{
    Interpreter interpreter; // its version may be empty yet
    int pythonMinor = 0;     // as the file name tells it; 0 for Node.js
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

std::optional<Candidate> candidate(const QString &path)
{
    static const QRegularExpression pythonName(QStringLiteral("^python3\\.(\\d{1,2})$"));
    const QString program = QFileInfo(path).canonicalFilePath();
    if (program.isEmpty() || !isElfProgram(program))
        return std::nullopt;
    const std::optional<QString> prefix = prefixOf(program);
    if (!prefix)
        return std::nullopt;
    // Installed beside others, an installation's folder often carries the version.
    const QString told = versionInName(QFileInfo(*prefix).fileName());

    const auto python = pythonName.match(QFileInfo(path).fileName());
    if (python.hasMatch()) {
        const int minor = python.captured(1).toInt();
        if (minor < OldestPython)
            return std::nullopt;
        const bool fits = told.startsWith(QStringLiteral("3.%1.").arg(minor));
        return Candidate{{Language::Python, fits ? told : QString(), program, *prefix}, minor};
    }
    return Candidate{{Language::NodeJs, told, program, *prefix}};
}

void lookIn(const QString &folder, std::vector<Candidate> &found)
{
    const QStringList names =
        QDir(folder).entryList({QStringLiteral("python3.*"), QStringLiteral("node")}, QDir::Files);
    for (const QString &name : names) {
        if (name.startsWith(QLatin1StringView("python3."))
            && name.contains(QLatin1StringView("config")))
            continue;
        const std::optional<Candidate> one = candidate(QDir(folder).filePath(name));
        const auto same = [&one](const Candidate &other) {
            return other.interpreter.program == one->interpreter.program;
        };
        if (one && std::none_of(found.begin(), found.end(), same))
            found.push_back(*one);
    }
}

bool isSupported(const Candidate &candidate)
{
    const auto version = QVersionNumber::fromString(candidate.interpreter.version);
    if (candidate.interpreter.language == Language::Python)
        return version.majorVersion() == 3 && version.minorVersion() == candidate.pythonMinor;
    return version.majorVersion() >= OldestNode;
}

} // namespace

std::vector<Interpreter> findInterpreters(const RuntimeCatalog::Places &places)
{
    std::vector<Candidate> found;
    for (const QString &folder : places.binFolders)
        lookIn(folder, found);
    for (const QString &folder : places.versionFolders) {
        for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            lookIn(QDir(folder).filePath(name + QLatin1StringView("/bin")), found);
    }

    QStringList silent;
    for (const Candidate &one : found) {
        if (one.interpreter.version.isEmpty())
            silent.append(one.interpreter.program);
    }
    QStringList answers = probeVersions(silent);
    std::vector<Interpreter> interpreters;
    for (Candidate &one : found) {
        if (one.interpreter.version.isEmpty())
            one.interpreter.version = versionInName(answers.takeFirst());
        if (isSupported(one))
            interpreters.push_back(one.interpreter);
    }
    std::stable_sort(interpreters.begin(), interpreters.end(), [](const auto &a, const auto &b) {
        if (a.language != b.language)
            return a.language < b.language;
        const auto left = QVersionNumber::fromString(a.version);
        const auto right = QVersionNumber::fromString(b.version);
        return left != right ? left > right : a.prefix.isEmpty() && !b.prefix.isEmpty();
    });
    return interpreters;
}

} // namespace engine
