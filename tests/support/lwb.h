// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace testsupport {

// The command line as programs see it: what it prints and how it ends. With a home of its own.
class Lwb
{
public:
    explicit Lwb(const QString &program);

    struct Said
    {
        int status = -1; // -1: it did not end
        QByteArray out, err;
    };
    // `workspace` is what -C names; empty: none.
    [[nodiscard]] Said run(const QStringList &arguments, const QString &workspace = {}) const;
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments,
                                                  const QString &workspace = {}) const;
    [[nodiscard]] static Said end(QProcess &process);

    void setEnvironment(const QString &name, const QString &value);

private:
    QString m_program;
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

// The objects of --json, one a line.
[[nodiscard]] std::vector<QJsonObject> objectsOf(const QByteArray &lines);

} // namespace testsupport
