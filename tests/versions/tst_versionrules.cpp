// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/model/functionname.h"
#include "engine/versions/versionrules.h"

using namespace engine;

namespace {

const QString Arn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:demo");

// Versions 1 and 2; "live" points to 1, and has three environments provisioned.
FunctionVersions twoVersions()
{
    FunctionVersions all;
    all.versions = {{.number = 1}, {.number = 2}};
    all.aliases = {{.name = QStringLiteral("latest"), .version = Latest},
                   {.name = QStringLiteral("live"), .version = QStringLiteral("1")},
                   {.name = QStringLiteral("next"), .version = QStringLiteral("2")},
                   {.name = QStringLiteral("same"), .version = QStringLiteral("1")}};
    all.provisioned = {{QStringLiteral("live"), 3}};
    return all;
}

} // namespace

class TestVersionRules : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void aliases_data();
    void aliases();
    void provisioned_data();
    void provisioned();
    void weights();
};

void TestVersionRules::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("qualifier");
    const auto row = [](const char *text, const char *name, const char *qualifier) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(name)
                            << QString::fromLatin1(qualifier);
    };
    row("demo", "demo", "");
    row("demo:live", "demo", "live");
    row("demo:$LATEST", "demo", "$LATEST");
    row("000000000000:function:demo", "demo", "");
    row("000000000000:function:demo:3", "demo", "3");
    row("arn:aws:lambda:us-east-1:000000000000:function:demo", "demo", "");
    row("arn:aws:lambda:us-east-1:000000000000:function:demo:live", "demo", "live");
    row("function", "function", "");
    row("function:function", "function", "function");
    row("a:b:c", "a:b:c", "");
    row("arn:aws:s3:::demo", "arn:aws:s3:::demo", "");
    row("", "", "");
}

void TestVersionRules::names()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QString, qualifier);
    const FunctionName parsed = FunctionName::parse(text);
    QCOMPARE(parsed.name, name);
    QCOMPARE(parsed.qualifier, qualifier);
}

void TestVersionRules::aliases_data()
{
    QTest::addColumn<FunctionAlias>("alias");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *what, const char *name, const char *version,
                        const char *additional, double weight, const QString &error) {
        QTest::newRow(what) << FunctionAlias{QString::fromLatin1(name),
                                             QString::fromLatin1(version),
                                             QString::fromLatin1(additional), weight}
                            << error;
    };
    row("one version", "live", "1", "", 0, {});
    row("the editable one", "dev", "$LATEST", "", 0, {});
    row("two versions", "live", "1", "2", 0.1, {});
    row("all to the second", "live", "1", "2", 1, {});
    row("a number", "7", "1", "", 0,
        QStringLiteral("1 validation error detected: Value '7' at 'name' failed to satisfy "
                       "constraint: Member must satisfy regular expression pattern: "
                       "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"));
    row("no such version", "live", "10", "", 0,
        QStringLiteral("Function not found: %1:10").arg(Arn));
    row("no such second version", "live", "1", "10", 0.5,
        QStringLiteral("Function not found: %1:10").arg(Arn));
    row("weights with $LATEST", "live", "$LATEST", "1", 0.5,
        QStringLiteral("$LATEST is not supported for an alias pointing to more than 1 version"));
    row("the same twice", "live", "1", "1", 0.5,
        QStringLiteral("Invalid function version 1. Function version 1 is already included in "
                       "routing configuration."));
    row("a weight of 2", "live", "1", "2", 2,
        QStringLiteral("1 validation error detected: Value '{2=2.0}' at "
                       "'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map "
                       "value must satisfy constraint: [Member must have value less than or equal "
                       "to 1.0, Member must have value greater than or equal to 0.0, Member must "
                       "not be null]"));
}

void TestVersionRules::aliases()
{
    QFETCH(FunctionAlias, alias);
    QFETCH(QString, error);
    QCOMPARE(versionrules::aliasError(Arn, twoVersions(), alias), error);
}

void TestVersionRules::provisioned_data()
{
    QTest::addColumn<QString>("qualifier");
    QTest::addColumn<int>("environments");
    QTest::addColumn<int>("reserved"); // -1: not
    QTest::addColumn<QString>("error");
    const auto row = [](const char *what, const char *qualifier, int environments, int reserved,
                        const char *error) {
        QTest::newRow(what) << QString::fromLatin1(qualifier) << environments << reserved
                            << QString::fromLatin1(error);
    };
    row("more for the same", "live", 5, -1, "");
    row("another version", "2", 5, -1, "");
    row("none", "live", 0, -1, "");
    row("$LATEST", "$LATEST", 1, -1,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
    row("an alias of $LATEST", "latest", 1, -1,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
    row("no qualifier", "", 1, -1,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
    row("a version of a provisioned alias", "1", 1, -1,
        "Version is pointed by a Provisioned Concurrency alias");
    row("an alias of a provisioned version", "same", 1, -1,
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned "
        "version");
    row("more than the account has", "2", 998, -1,
        "Specified ConcurrentExecutions for function is greater than account's unreserved "
        "concurrency [997].");
    row("less than 100 left", "2", 898, -1,
        "Specified ConcurrentExecutions for function decreases account's "
        "UnreservedConcurrentExecution below its minimum value of [100].");
    row("100 left", "2", 897, -1, "");
    row("as many as are reserved", "2", 2, 5, "");
    row("more than are reserved", "2", 3, 5,
        "Requested Provisioned Concurrency should not be greater than the "
        "reservedConcurrentExecution for function");
}

void TestVersionRules::provisioned()
{
    QFETCH(QString, qualifier);
    QFETCH(int, environments);
    QFETCH(int, reserved);
    QFETCH(QString, error);
    VersionStore::Concurrency account;
    if (reserved >= 0)
        account.reserved = reserved;
    QCOMPARE(versionrules::provisionedError(twoVersions(), qualifier, environments, account),
             error);
}

void TestVersionRules::weights()
{
    FunctionAlias alias{QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("2"), 0.1};
    QCOMPARE(versionrules::chosenVersion(alias, 0), QStringLiteral("2"));
    QCOMPARE(versionrules::chosenVersion(alias, 0.0999), QStringLiteral("2"));
    QCOMPARE(versionrules::chosenVersion(alias, 0.1), QStringLiteral("1"));
    alias.weight = 0;
    QCOMPARE(versionrules::chosenVersion(alias, 0), QStringLiteral("1"));
    alias.weight = 1;
    QCOMPARE(versionrules::chosenVersion(alias, 0.9999), QStringLiteral("2"));
}

QTEST_GUILESS_MAIN(TestVersionRules)
#include "tst_versionrules.moc"
