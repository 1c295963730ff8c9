// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/project/trust.h"
#include "engine/project/workspace.h"
#include "engine/runtimes/awsprofiles.h"
#include "tests/support/testworkspace.h"

using Code = engine::Error::Code;
using testsupport::TestWorkspace;

namespace {

const QByteArray Credentials = "# mine\n"
                               "[default]\n"
                               "aws_access_key_id = AKIADEFAULT\n"
                               "aws_secret_access_key=secret/+=1\n"
                               "\n"
                               "[ work ]\n"
                               "AWS_ACCESS_KEY_ID=ASIAWORK\n"
                               "aws_secret_access_key = secret2\n"
                               "aws_session_token = token==\n"
                               "[sso]\n"
                               "credential_process = /bin/x\n";

const QByteArray Tells = "import os\n"
                         "def handler(event, context):\n"
                         "    names = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN']\n"
                         "    return ' '.join(os.environ.get('AWS_' + n, '-') for n in names)\n";

} // namespace

class TestAwsProfile : public QObject
{
    Q_OBJECT

private slots:
    void readsTheFile();
    void isKeptInTheTemplate();
    void reachesTheFunction();

private:
    QString credentials(const QTemporaryDir &dir) const
    {
        const QString file = dir.filePath(QStringLiteral("credentials"));
        if (!engine::writeAtomically(file, Credentials))
            qFatal("can't write the credentials");
        return file;
    }
};

void TestAwsProfile::readsTheFile()
{
    const QTemporaryDir dir;
    const QString file = credentials(dir);
    QCOMPARE(
        engine::awsProfiles(file),
        (QStringList{QStringLiteral("default"), QStringLiteral("work"), QStringLiteral("sso")}));
    QCOMPARE(engine::awsProfiles(file + u'x'), QStringList());
    const auto work = engine::awsCredentials(QStringLiteral("work"), file);
    QCOMPARE((*work)[0].value, QStringLiteral("ASIAWORK"));
    QCOMPARE((*work)[2].value, QStringLiteral("token=="));
    const auto own = engine::awsCredentials(QStringLiteral("default"), file);
    QCOMPARE((*own)[1].value, QStringLiteral("secret/+=1"));
    QCOMPARE((*own)[2].value, QString());
    for (const char *name : {"sso", "nobody", ""}) {
        const auto none = engine::awsCredentials(QLatin1StringView(name), file);
        QCOMPARE(none.error().code, Code::ProfileMissing);
        QVERIFY(engine::explain(none.error()).remedy.contains(QStringLiteral("aws configure")));
    }
}

void TestAwsProfile::isKeptInTheTemplate()
{
    const QByteArray before = "Resources:\n  F:\n    Type: AWS::Serverless::Function\n"
                              "    Properties:\n      Handler: a.b # here\n";
    const QString file = QStringLiteral("template.yaml");
    const auto configOf = [&](const QByteArray &text) {
        return engine::readTemplate(QDir::rootPath(), file, text, {})
            .function(QStringLiteral("F"))
            ->config;
    };
    engine::FunctionConfig chosen = configOf(before);
    QCOMPARE(chosen.profile, QString());
    chosen.profile = QStringLiteral("work");
    const auto with =
        engine::patchFunction(before, file, QStringLiteral("F"), configOf(before), chosen);
    QVERIFY(with);
    QCOMPARE(configOf(*with).profile, QStringLiteral("work"));
    QVERIFY(with->contains("Handler: a.b # here\n"));
    engine::FunctionConfig none = configOf(*with);
    none.profile.clear();
    const auto without =
        engine::patchFunction(*with, file, QStringLiteral("F"), configOf(*with), none);
    QVERIFY(without);
    QCOMPARE(*without, before);
}

void TestAwsProfile::reachesTheFunction()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const QTemporaryDir dir;
    engine::LocalEngine::Options options;
    options.credentialsFile = credentials(dir);
    TestWorkspace workspace(options);
    const auto metadata = [](const QByteArray &profile) {
        return "    Metadata: {LambdaWorkbench: {Profile: " + profile + "}}\n";
    };
    workspace.addPython(QStringLiteral("none"), Tells);
    workspace.addPython(QStringLiteral("own"), Tells, metadata("default"));
    workspace.addPython(QStringLiteral("work"), Tells, metadata("work"));
    workspace.addPython(QStringLiteral("gone"), Tells, metadata("nobody"));

    const auto none = workspace.invoke(QStringLiteral("none"));
    QVERIFY(none && none->payload.contains("ASIAIOSFODNN7EXAMPLE"));
    const auto own = workspace.invoke(QStringLiteral("own"));
    QVERIFY(own);
    QCOMPARE(own->payload, QByteArray("\"AKIADEFAULT secret/+=1 -\""));
    const auto work = workspace.invoke(QStringLiteral("work"));
    QVERIFY(work);
    QCOMPARE(work->payload, QByteArray("\"ASIAWORK secret2 token==\""));
    const auto gone = workspace.invoke(QStringLiteral("gone"));
    QCOMPARE(gone.error().code, Code::ProfileMissing);

    // somebody else's template gets nothing by naming a profile
    QVERIFY(engine::TrustedFolders(workspace.trustFile()).remove(workspace.path()));
    const auto refused =
        workspace.invoke(QStringLiteral("work"), "{}", engine::InvokeRequest::Start::Cold);
    QCOMPARE(refused.error().code, Code::NotTrusted);
    QVERIFY(engine::explain(refused.error()).sentence.contains(QStringLiteral("\"work\"")));
    QVERIFY(workspace.invoke(QStringLiteral("none"), "{}", engine::InvokeRequest::Start::Cold));
}

QTEST_GUILESS_MAIN(TestAwsProfile)
#include "tst_awsprofile.moc"
