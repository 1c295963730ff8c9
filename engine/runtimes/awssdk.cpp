// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/awssdk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUuid>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/atomicfile.h"
#include "engine/packages/filetree.h"

namespace engine {
namespace {

struct Sdk
{
    Q_DECLARE_TR_FUNCTIONS(engine::AwsSdk)
};

constexpr char16_t MarkFile[] = u".lambda-workbench-sdk";
constexpr qsizetype TailBytes = 4'000;

QString mark(const QString &folder)
{
    return folder + u'/' + QString::fromUtf16(MarkFile);
}

// "3.11" of "3.11.2".
QString minorOf(const Interpreter &interpreter)
{
    return interpreter.version.section(u'.', 0, 1);
}

QString beside(const Interpreter &interpreter, const QString &name)
{
    const QString own = QFileInfo(interpreter.program).path();
    const QString found = QStandardPaths::findExecutable(name, {own});
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

AwsSdk forPython(const Interpreter &python)
{
    AwsSdk sdk;
    sdk.packages = {QStringLiteral("boto3")};
    sdk.commands.push_back(QStringList{python.program, QStringLiteral("-m"), QStringLiteral("pip"),
                                       QStringLiteral("install"), QStringLiteral("--target"),
                                       QStringLiteral("%1"), QStringLiteral("--no-compile"),
                                       QStringLiteral("--only-binary=:all:"),
                                       QStringLiteral("--disable-pip-version-check")}
                           + sdk.packages);
    // Imported without compiled code boto3 costs a second at each cold start. Unchecked: times
    // change when the folder is copied, its contents don't.
    sdk.commands.push_back({python.program, QStringLiteral("-m"), QStringLiteral("compileall"),
                            QStringLiteral("-q"), QStringLiteral("--invalidation-mode"),
                            QStringLiteral("unchecked-hash"), QStringLiteral("-s"),
                            QStringLiteral("%1"), QStringLiteral("-p"),
                            QStringLiteral("/var/runtime"), QStringLiteral("%1")});
    sdk.proof = QStringLiteral("boto3/__init__.py");
    sdk.remedy = QStringLiteral("sudo apt-get install python3-pip");
    return sdk;
}

AwsSdk forNode(const Interpreter &node)
{
    AwsSdk sdk;
    for (const char *name :
         {"client-s3", "client-dynamodb", "lib-dynamodb", "util-dynamodb", "client-sqs",
          "client-sns", "client-lambda", "client-ssm", "client-secrets-manager", "client-sts",
          "client-eventbridge", "client-sfn", "client-kinesis", "client-ses",
          "client-cognito-identity-provider", "client-cloudwatch", "client-cloudwatch-logs",
          "s3-request-presigner", "credential-providers"})
        sdk.packages.append(QStringLiteral("@aws-sdk/") + QLatin1StringView(name));
    const QString npm = beside(node, QStringLiteral("npm"));
    sdk.commands.push_back(QStringList{npm.isEmpty() ? QStringLiteral("npm") : npm,
                                       QStringLiteral("install"), QStringLiteral("--prefix"),
                                       QStringLiteral("%1"), QStringLiteral("--ignore-scripts"),
                                       QStringLiteral("--no-audit"), QStringLiteral("--no-fund"),
                                       QStringLiteral("--omit=dev"),
                                       QStringLiteral("--no-package-lock")}
                           + sdk.packages);
    sdk.proof = QStringLiteral("node_modules/@aws-sdk/client-s3/package.json");
    sdk.remedy = QStringLiteral("sudo apt-get install npm");
    return sdk;
}

AwsSdk forRuby(const Interpreter &ruby)
{
    AwsSdk sdk;
    for (const char *name : {"s3", "dynamodb", "sqs", "sns", "lambda", "ssm", "secretsmanager",
                             "eventbridge", "states", "kinesis", "cloudwatch", "cloudwatchlogs"})
        sdk.packages.append(QStringLiteral("aws-sdk-") + QLatin1StringView(name));
    sdk.commands.push_back(QStringList{ruby.program, QStringLiteral("-S"), QStringLiteral("gem"),
                                       QStringLiteral("install"), QStringLiteral("--install-dir"),
                                       QStringLiteral("%1"), QStringLiteral("--no-document"),
                                       QStringLiteral("--no-user-install")}
                           + sdk.packages);
    sdk.proof = QStringLiteral("specifications/aws-sdk-s3-*.gemspec");
    sdk.remedy = QStringLiteral("sudo apt-get install ruby");
    return sdk;
}

} // namespace

std::optional<AwsSdk> AwsSdk::of(const Interpreter &interpreter, const QString &sdks)
{
    AwsSdk sdk;
    QString name;
    switch (interpreter.language) {
    case Language::Python:
        sdk = forPython(interpreter);
        name = QStringLiteral("python") + minorOf(interpreter); // compiled code is a version's own
        break;
    case Language::NodeJs:
        sdk = forNode(interpreter);
        name = QStringLiteral("nodejs");
        break;
    case Language::Ruby:
        sdk = forRuby(interpreter);
        name = QStringLiteral("ruby") + minorOf(interpreter);
        break;
    default:
        return {};
    }
    sdk.folder = sdks + u'/' + name;
    return sdk;
}

QString AwsSdk::installed() const
{
    const auto id = readWhole(mark(folder), 100);
    return id ? QString::fromLatin1(id->trimmed()) : QString();
}

Result<QString> withSdk(const QString &bootstraps, const QString &bootstrap,
                        const Interpreter &interpreter, const QString &sdks)
{
    const auto sdk = AwsSdk::of(interpreter, sdks);
    const QString id = sdk ? sdk->installed() : QString();
    if (id.isEmpty())
        return bootstraps;
    const QString made = bootstraps + u'-' + id;
    if (QFileInfo(made + u'/' + bootstrap).isDir())
        return made;
    const Error failed{Error::Code::NotWritable, QStringLiteral("can't lay out the SDK"), made};
    QTemporaryDir half(QFileInfo(bootstraps).path() + QStringLiteral("/.sdk-XXXXXX"));
    const QString inner = half.filePath(bootstrap);
    if (!half.isValid() || !QDir().mkpath(inner))
        return failed;
    ::chmod(QFile::encodeName(half.path()).constData(), 0755);
    ::chmod(QFile::encodeName(inner).constData(), 0755);
    const std::atomic<bool> cancelled = false;
    for (const QString &part : {sdk->folder, bootstraps + u'/' + bootstrap}) {
        const auto laid = filetree::overlay(part, inner, filetree::Copying::HardLinks, cancelled);
        if (!laid)
            return laid.error();
    }
    if (QDir().rename(half.path(), made)) {
        half.setAutoRemove(false);
        return made;
    }
    if (QFileInfo(made + u'/' + bootstrap).isDir()) // somebody else was first
        return made;
    return failed;
}

QString missingSdkHint(const QString &runtime, const QString &message)
{
    // Python's, Node.js's require and import, Ruby's
    static const QRegularExpression missing(
        QStringLiteral("No module named '((?:boto3|botocore|s3transfer)(?:\\.[\\w.]+)?)'"
                       "|Cannot find (?:module|package) '(@aws-sdk/[\\w./-]+)'"
                       "|cannot load such file -- (aws-sdk(?:-[\\w-]+)?)"));
    const auto match = missing.match(message);
    if (!match.hasMatch())
        return {};
    return Sdk::tr(
               "Lambda brings %1 along. Here install the AWS SDK once with \"lwb runtimes --sdk "
               "%2\", or add it to the function.")
        .arg(match.captured(match.lastCapturedIndex()), runtime);
}

SdkInstaller::SdkInstaller(AwsSdk sdk, QObject *parent)
    : QObject(parent)
    , m_sdk(std::move(sdk))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setWorkingDirectory(QDir::rootPath());
    m_process.setChildProcessModifier([] {
        ::setpgid(0, 0); // so that what it starts ends with it
        ::umask(022);    // sandboxes may run as another user
    });
    connect(&m_process, &QProcess::readyRead, this, [this] {
        const QByteArray text = m_process.readAll();
        m_tail = (m_tail + text).right(TailBytes);
        emit output(text);
    });
    connect(&m_process, &QProcess::finished, this, &SdkInstaller::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(Error{Error::Code::InstallFailed,
                         m_process.program() + QStringLiteral(": ") + m_process.errorString(),
                         m_sdk.remedy});
    });
}

SdkInstaller::~SdkInstaller()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (m_process.state() != QProcess::NotRunning) {
        ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.kill();
    }
}

void SdkInstaller::start()
{
    const QString parent = QFileInfo(m_sdk.folder).path();
    QDir().mkpath(parent);
    m_folder = std::make_unique<QTemporaryDir>(parent + QStringLiteral("/.installing-XXXXXX"));
    if (!m_folder->isValid())
        return finish(Error{Error::Code::NotWritable, m_folder->errorString(), parent});
    next();
}

void SdkInstaller::cancel()
{
    m_cancelled = true;
    if (m_process.state() != QProcess::NotRunning)
        ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
    else
        finish(Error{Error::Code::Cancelled, QString()});
}

void SdkInstaller::next()
{
    if (m_step == m_sdk.commands.size())
        return finish(put());
    QStringList command = m_sdk.commands[m_step++];
    for (QString &argument : command)
        argument.replace(QStringLiteral("%1"), m_folder->path());
    m_process.start(command.takeFirst(), command);
}

void SdkInstaller::ended(int exitCode, QProcess::ExitStatus status)
{
    if (m_cancelled)
        return finish(Error{Error::Code::Cancelled, QString()});
    if (status == QProcess::NormalExit && exitCode == 0)
        return next();
    const QString words = QString::fromUtf8(m_tail).trimmed().section(u'\n', -1);
    finish(Error{Error::Code::InstallFailed, words,
                 m_tail.contains("No module named pip") ? m_sdk.remedy : QString()});
}

Result<void> SdkInstaller::put()
{
    const QFileInfo proof(m_folder->filePath(m_sdk.proof));
    if (proof.dir().entryList({proof.fileName()}).isEmpty())
        return Error{Error::Code::InstallFailed,
                     QStringLiteral("%1 is missing afterwards").arg(m_sdk.proof), QString()};
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces).left(8);
    if (const auto marked = writeAtomically(mark(m_folder->path()), id); !marked)
        return marked;
    ::chmod(QFile::encodeName(m_folder->path()).constData(), 0755);
    const QString old = m_sdk.folder + QStringLiteral(".old-") + QString::fromLatin1(id);
    const bool replaces = QFileInfo::exists(m_sdk.folder);
    if ((replaces && !QDir().rename(m_sdk.folder, old))
        || !QDir().rename(m_folder->path(), m_sdk.folder))
        return Error{Error::Code::NotWritable, QStringLiteral("can't rename"), m_sdk.folder};
    m_folder->setAutoRemove(false);
    if (replaces)
        filetree::remove(old);
    return {};
}

void SdkInstaller::finish(const Result<void> &result)
{
    if (std::exchange(m_finished, true))
        return;
    m_folder.reset();
    emit finished(result);
}

} // namespace engine
