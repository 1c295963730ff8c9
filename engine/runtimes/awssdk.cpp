// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/awssdk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/stat.h>

#include "engine/core/atomicfile.h"
#include "engine/packages/filetree.h"

namespace engine {
namespace {

struct Sdk
{
    Q_DECLARE_TR_FUNCTIONS(engine::AwsSdk)
};

constexpr char16_t MarkFile[] = u".lambda-workbench-sdk";

// "3.11" of "3.11.2".
QString minorOf(const Interpreter &interpreter)
{
    return interpreter.version.section(u'.', 0, 1);
}

// Where a sandbox that has the installation at /var/lang sees it.
QString inside(const Interpreter &interpreter, const QString &program)
{
    return !interpreter.prefix.isEmpty() && program.startsWith(interpreter.prefix + u'/')
               ? QStringLiteral("/var/lang") + program.mid(interpreter.prefix.size())
               : program;
}

// Of the interpreter's own installation, else below /usr: a sandbox sees no other.
QString beside(const Interpreter &interpreter, const QString &name)
{
    const QString own = QFileInfo(interpreter.program).path();
    const QString found = QStandardPaths::findExecutable(
        name, {own, QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin")});
    return inside(interpreter, found.isEmpty() ? name : found);
}

AwsSdk forPython(const Interpreter &python)
{
    AwsSdk sdk;
    sdk.packages = {QStringLiteral("boto3")};
    sdk.commands.push_back(
        QStringList{inside(python, python.program), QStringLiteral("-m"), QStringLiteral("pip"),
                    QStringLiteral("install"), QStringLiteral("--target"), QStringLiteral("%1"),
                    QStringLiteral("--no-compile"), QStringLiteral("--only-binary=:all:"),
                    QStringLiteral("--disable-pip-version-check")}
        + sdk.packages);
    // Imported without compiled code boto3 costs a second at each cold start. Unchecked: times
    // change when the folder is copied, its contents don't.
    sdk.commands.push_back({inside(python, python.program), QStringLiteral("-m"),
                            QStringLiteral("compileall"), QStringLiteral("-q"),
                            QStringLiteral("--invalidation-mode"), QStringLiteral("unchecked-hash"),
                            QStringLiteral("-s"), QStringLiteral("%1"), QStringLiteral("-p"),
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
    sdk.commands.push_back(QStringList{beside(node, QStringLiteral("npm")),
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
    sdk.commands.push_back(QStringList{inside(ruby, ruby.program), QStringLiteral("-S"),
                                       QStringLiteral("gem"), QStringLiteral("install"),
                                       QStringLiteral("--install-dir"), QStringLiteral("%1"),
                                       QStringLiteral("--no-document"),
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
    sdk.prefix = interpreter.prefix;
    return sdk;
}

QString AwsSdk::markIn(const QString &folder)
{
    return folder + u'/' + QString::fromUtf16(MarkFile);
}

QString AwsSdk::installed() const
{
    const auto id = readWhole(markIn(folder), 100);
    return id ? QString::fromLatin1(id->trimmed()) : QString();
}

Result<AwsSdk> sdkOf(const QString &runtimeId, const RuntimeCatalog &runtimes)
{
    const auto id = RuntimeId::parse(runtimeId);
    if (!id)
        return Error{Error::Code::InvalidConfiguration,
                     Sdk::tr("\"%1\" is no Lambda runtime.").arg(runtimeId)};
    const auto interpreter = runtimes.interpreterFor(*id);
    if (!interpreter)
        return Error{Error::Code::RuntimeMissing, id->id};
    const auto sdk = AwsSdk::of(*interpreter, runtimes.places().sdks);
    if (!sdk)
        return Error{Error::Code::Unsupported,
                     Sdk::tr("the runtime %1 brings no AWS SDK").arg(id->id)};
    return *sdk;
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

} // namespace engine
