// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/core/sqlitefile.h"

using engine::Error;
using engine::SqliteFile;

namespace {

SqliteFile::Schema schema()
{
    SqliteFile::Schema schema;
    schema.applicationId = 42;
    schema.what = QStringLiteral("a test");
    schema.migrations = {{QStringLiteral("CREATE TABLE t (x INTEGER)")}};
    return schema;
}

} // namespace

class TestSqliteFile : public QObject
{
    Q_OBJECT

private slots:
    void linksAreRefused_data();
    void linksAreRefused();
    void aLinkToTheWorkspaceIsTheUsersOwn();
};

void TestSqliteFile::linksAreRefused_data()
{
    QTest::addColumn<QString>("link"); // made in the workspace, to a place outside of it
    QTest::newRow("the private folder") << ".lambda-workbench";
    QTest::newRow("the state folder") << ".lambda-workbench/state";
    QTest::newRow("the file") << ".lambda-workbench/state/x.sqlite";
    QTest::newRow("its log") << ".lambda-workbench/state/x.sqlite-wal";
}

void TestSqliteFile::linksAreRefused()
{
    QFETCH(QString, link);
    const QTemporaryDir workspace;
    const QTemporaryDir elsewhere;
    QVERIFY(QDir(elsewhere.path()).mkpath(QStringLiteral("state")));
    const QString path = workspace.filePath(link);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QVERIFY(QFile::link(link.contains(QStringLiteral("sqlite"))
                            ? elsewhere.filePath(QStringLiteral("victim"))
                            : elsewhere.path(),
                        path));

    const auto opened = SqliteFile::open(
        workspace.filePath(QStringLiteral(".lambda-workbench/state/x.sqlite")), schema());

    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Error::Code::NotReadable);
    QCOMPARE(QDir(elsewhere.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList(QStringLiteral("state")));
    QVERIFY(QDir(elsewhere.filePath(QStringLiteral("state"))).isEmpty());
}

void TestSqliteFile::aLinkToTheWorkspaceIsTheUsersOwn()
{
    const QTemporaryDir real;
    const QTemporaryDir links;
    const QString workspace = links.filePath(QStringLiteral("project"));
    QVERIFY(QFile::link(real.path(), workspace));
    QVERIFY(SqliteFile::open(workspace + QStringLiteral("/.lambda-workbench/state/x.sqlite"),
                             schema()));
    QVERIFY(QFile::exists(real.filePath(QStringLiteral(".lambda-workbench/state/x.sqlite"))));
}

QTEST_GUILESS_MAIN(TestSqliteFile)
#include "tst_sqlitefile.moc"
