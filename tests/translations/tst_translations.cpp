// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>

#include "tests/translations/tsfile.h"

namespace {

const QString Folder = QStringLiteral(WORKBENCH_SOURCE_DIR "/translations/");
const QString German = QStringLiteral("lambda-workbench_de");
const QString English = QStringLiteral("lambda-workbench_en");

std::vector<TsMessage> messagesOf(const QString &name)
{
    return readTsFile(Folder + name + QStringLiteral(".ts"));
}

QStringList sortedMatches(const QString &text, const QRegularExpression &expression)
{
    QStringList found;
    auto matches = expression.globalMatch(text);
    while (matches.hasNext())
        found << matches.next().captured();
    found.sort();
    return found;
}

// What a translation must have in common with its source, as one comparable text.
using Part = QString (*)(const QString &);

QString placeholdersOf(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("%(n|L?\\d+)"));
    return sortedMatches(text, expression).join(u' ');
}

QString tagsOf(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("</?[a-z][a-z0-9]*[^>]*>"));
    return sortedMatches(text, expression).join(u' ');
}

QString mnemonicsOf(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("&(?=\\w)"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    return QString::number(sortedMatches(text, expression).size());
}

QString edgesOf(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral("^\\s+|\\s+$"));
    return sortedMatches(text, expression).join(u'|');
}

// "context: source" of each message, sorted, so that two files can be compared.
QStringList namesOf(const std::vector<TsMessage> &messages)
{
    QStringList names;
    for (const TsMessage &message : messages)
        names << message.name();
    names.sort();
    return names;
}

QStringList without(const QStringList &names, const QStringList &others)
{
    QStringList left;
    for (const QString &name : names) {
        if (!others.contains(name))
            left << name;
    }
    return left;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void translationsKeepWhatTheProgramFillsIn_data();
    void translationsKeepWhatTheProgramFillsIn();
    void englishHasEveryPlural();
    void theProgramFindsItsTexts_data();
    void theProgramFindsItsTexts();
    void filesHoldTheTextsOfTheSources_data();
    void filesHoldTheTextsOfTheSources();

private:
    static void languages();
};

void TestTranslations::languages()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("German") << German;
    QTest::newRow("English plurals") << English;
}

void TestTranslations::everyTextIsTranslated_data()
{
    languages();
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(QString, name);
    const auto messages = messagesOf(name);
    QVERIFY(!messages.empty());

    QStringList wrong;
    for (const TsMessage &message : messages) {
        if (!message.type.isEmpty())
            wrong << message.type + QStringLiteral(" – ") + message.name();
        // German and English have two plural forms.
        if (message.forms.size() != (message.counts ? 2 : 1))
            wrong << QStringLiteral("plural forms – ") + message.name();
        for (const QString &form : message.forms) {
            if (form.isEmpty())
                wrong << QStringLiteral("empty – ") + message.name();
        }
    }
    QCOMPARE(wrong, QStringList());
}

void TestTranslations::translationsKeepWhatTheProgramFillsIn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Part>("part");
    for (const QString &name : {German, English}) {
        const QByteArray row = name.toLatin1();
        QTest::newRow(row + ": placeholders") << name << &placeholdersOf;
        QTest::newRow(row + ": HTML tags") << name << &tagsOf;
        QTest::newRow(row + ": number of mnemonics") << name << &mnemonicsOf;
        QTest::newRow(row + ": blanks at the ends") << name << &edgesOf;
    }
}

void TestTranslations::translationsKeepWhatTheProgramFillsIn()
{
    QFETCH(QString, name);
    QFETCH(Part, part);

    QStringList wrong;
    for (const TsMessage &message : messagesOf(name)) {
        for (const QString &form : message.forms) {
            if (part(form) != part(message.source))
                wrong << message.name() + QStringLiteral(" -> ") + form;
        }
    }
    QCOMPARE(wrong, QStringList());
}

void TestTranslations::englishHasEveryPlural()
{
    std::vector<TsMessage> counting;
    for (const TsMessage &message : messagesOf(German)) {
        if (message.counts)
            counting.push_back(message);
    }
    QCOMPARE(namesOf(messagesOf(English)), namesOf(counting));
}

void TestTranslations::theProgramFindsItsTexts_data()
{
    languages();
}

// Through the compiled file in the resources, as both programs do.
void TestTranslations::theProgramFindsItsTexts()
{
    QFETCH(QString, name);
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/lambda-workbench/translations/%1.qm").arg(name)));

    QStringList wrong;
    for (const TsMessage &message : messagesOf(name)) {
        for (int form = 0; form < message.forms.size(); ++form) {
            const int count = !message.counts ? -1 : form == 0 ? 1 : 2;
            const QString found = translator.translate(
                message.context.toUtf8().constData(), message.source.toUtf8().constData(),
                message.comment.isEmpty() ? nullptr : message.comment.toUtf8().constData(), count);
            if (found != message.forms[form])
                wrong << message.name() + QStringLiteral(" -> ") + found;
        }
    }
    QCOMPARE(wrong, QStringList());
}

void TestTranslations::filesHoldTheTextsOfTheSources_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("German") << German << QStringList();
    QTest::newRow("English plurals") << English << QStringList{QStringLiteral("-pluralonly")};
}

// When this fails: build the target update-translations and translate what is unfinished then.
void TestTranslations::filesHoldTheTextsOfTheSources()
{
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    const QString lupdate = QStringLiteral(WORKBENCH_LUPDATE);
    if (!QFileInfo(lupdate).isExecutable())
        QSKIP("lupdate is not installed");

    const QTemporaryDir folder;
    const QString copy = folder.filePath(name + QStringLiteral(".ts"));
    QVERIFY(QFile::copy(Folder + name + QStringLiteral(".ts"), copy));
    QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));

    QProcess process;
    process.setWorkingDirectory(QStringLiteral(WORKBENCH_SOURCE_DIR));
    process.start(lupdate,
                  QStringLiteral(WORKBENCH_LUPDATE_ARGUMENTS).split(u' ') + options
                      + QStringList{QStringLiteral("-silent"), QStringLiteral("-ts"), copy});
    QVERIFY2(process.waitForFinished(120'000), qPrintable(process.errorString()));
    // A warning is a text that tr() won't find: a class without Q_OBJECT, an unknown namespace.
    QCOMPARE(QString::fromUtf8(process.readAllStandardError()), QString());
    QCOMPARE(process.exitCode(), 0);

    const QStringList inFile = namesOf(messagesOf(name));
    const QStringList inSources = namesOf(readTsFile(copy));
    QVERIFY(!inSources.isEmpty());
    QCOMPARE(without(inSources, inFile), QStringList()); // new texts
    QCOMPARE(without(inFile, inSources), QStringList()); // texts that are gone
}

QTEST_APPLESS_MAIN(TestTranslations)

#include "tst_translations.moc"
