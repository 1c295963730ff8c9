// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace {

const QString Source = QStringLiteral(WORKBENCH_SOURCE_DIR);

// Inside the engine a folder uses those above it in this list, never those below. pool/, which
// starts what runtimes/ describe, and the folders that only describe come as architecture has them.
const QStringList EngineOrder{
    QStringLiteral("core"),     QStringLiteral("model"),      QStringLiteral("project"),
    QStringLiteral("events"),   QStringLiteral("starters"),   QStringLiteral("packages"),
    QStringLiteral("versions"), QStringLiteral("telemetry"),  QStringLiteral("pricing"),
    QStringLiteral("http"),     QStringLiteral("sandbox"),    QStringLiteral("runtimes"),
    QStringLiteral("builds"),   QStringLiteral("runtimeapi"), QStringLiteral("pool"),
    QStringLiteral("invoke"),   QStringLiteral("async"),      QStringLiteral("insight"),
};

QStringList includesOf(const QString &path)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#include \"([^\"]+)\""),
                                            QRegularExpression::MultilineOption);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList found;
    auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext())
        found << matches.next().captured(1);
    return found;
}

int engineRank(const QString &path) // "engine/pool/x.h"
{
    return static_cast<int>(EngineOrder.indexOf(path.section(u'/', 1, 1)));
}

QStringList filesUnder(const QString &folder)
{
    QStringList files;
    QDirIterator it(Source + u'/' + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                    QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files << it.next().mid(Source.size() + 1);
    return files;
}

} // namespace

class TestLayering : public QObject
{
    Q_OBJECT

private slots:
    void arrowsPointDown();
    void everyEngineFolderHasItsPlace();
    void onlyTheRightFoldersTouchTheSystem();
    void everyFileNamesItsLicence();
};

void TestLayering::arrowsPointDown()
{
    QStringList wrong;
    int seen = 0;
    for (const char *layer : {"engine", "widgets", "app"}) {
        for (const QString &file : filesUnder(QLatin1StringView(layer))) {
            for (const QString &include : includesOf(Source + u'/' + file)) {
                ++seen;
                const QString to = include.section(u'/', 0, 0);
                const QString from = file.section(u'/', 0, 0);
                const bool upward =
                    (from == QStringLiteral("engine")
                     && (to == QStringLiteral("widgets") || to == QStringLiteral("app")))
                    || (from == QStringLiteral("widgets") && to == QStringLiteral("app"))
                    || to == QStringLiteral("tests");
                const bool wrongFolder = from == QStringLiteral("engine") && to == from
                                         && engineRank(include) > engineRank(file);
                if (upward || wrongFolder)
                    wrong << file + QStringLiteral(" includes ") + include;
            }
        }
    }
    QVERIFY(seen > 100);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestLayering::everyEngineFolderHasItsPlace()
{
    for (const QString &folder :
         QDir(Source + QStringLiteral("/engine")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(EngineOrder.contains(folder), qPrintable(folder));
}

void TestLayering::onlyTheRightFoldersTouchTheSystem()
{
    static const QRegularExpression socketHeader(
        QStringLiteral("#include <(sys/socket\\.h|netinet/|QTcpServer|QLocalServer)"));
    const QStringList allowed{QStringLiteral("engine/http/"), QStringLiteral("engine/sandbox/")};
    QStringList wrong;
    for (const char *layer : {"engine", "widgets", "app"}) {
        for (const QString &path : filesUnder(QLatin1StringView(layer))) {
            QFile file(Source + u'/' + path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            const bool mayOpen = std::any_of(allowed.begin(), allowed.end(),
                                             [&](const QString &p) { return path.startsWith(p); });
            if (!mayOpen && socketHeader.match(text).hasMatch())
                wrong << path;
            if (path.startsWith(QStringLiteral("widgets/"))
                && text.contains(QStringLiteral("#include <QProcess>")))
                wrong << path;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestLayering::everyFileNamesItsLicence()
{
    QStringList without;
    for (const char *layer : {"engine", "widgets", "app", "tests"}) {
        for (const QString &path : filesUnder(QLatin1StringView(layer))) {
            QFile file(Source + u'/' + path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            if (!file.readLine().contains("SPDX-License-Identifier: GPL-3.0-or-later"))
                without << path;
        }
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
