// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace app {

void installTranslation(QCoreApplication &application)
{
    const auto install = [&application](const QLocale &locale, const QString &name,
                                        const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    const QString name = QStringLiteral("lambda-workbench");
    const QString folder = QStringLiteral(":/lambda-workbench/translations");
    // What is installed last is asked first. English under all of them: its file holds the plural
    // forms, which a system in a language that we don't have needs too.
    install(QLocale(QLocale::English), name, folder);
    install(QLocale(), QStringLiteral("qtbase"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QLocale(), name, folder);
}

} // namespace app
