// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <vector>

#include "engine/sandbox/sandboxspec.h"

namespace engine {

// What of this machine decides the arguments for bwrap. Read once, then a plain value.
struct HostLayout
{
    struct RootEntry // /bin and its like
    {
        QString name;   // "bin"
        QString target; // of the symbolic link, "usr/bin"; empty: it is a folder
        bool operator==(const RootEntry &) const = default;
    };

    std::vector<RootEntry> rootEntries;
    QStringList etc;    // those of the host's /etc that a runtime needs and that are there
    QStringList masked; // below /proc: what tells of the host and is empty inside
    bool canDisableUserNamespaces = true;

    bool operator==(const HostLayout &) const = default;
};

// `root` stands for "/"; bwrap's own abilities are not looked at.
[[nodiscard]] HostLayout readHostLayout(const QString &root = QStringLiteral("/"));

// How to call bwrap: the arguments without the command, and the contents of the files that they
// name by descriptor, numbered from WbFdFirstExtra on.
struct BubblewrapPlan
{
    QByteArrayList arguments;
    QByteArrayList files;

    bool operator==(const BubblewrapPlan &) const = default;
};

// The same spec and layout give the same plan. Paths are not looked at; bwrap fails on those that
// are not there.
[[nodiscard]] BubblewrapPlan planBubblewrap(const SandboxSpec &spec, const HostLayout &layout);

// The user that code sees itself run as.
constexpr int SandboxUid = 993;
constexpr int SandboxGid = 990;

} // namespace engine
