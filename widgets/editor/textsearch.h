// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace widgets {

struct SearchQuery
{
    QString text;
    bool caseSensitive = false;
    bool wholeWords = false;
    bool regex = false; // of QRegularExpression; ^ and $ stand at line ends

    bool operator==(const SearchQuery &) const = default;
};

struct SearchMatch
{
    int begin; // in bytes, as `end`
    int end;   // may be `begin` for an expression that matches nothing

    bool operator==(const SearchMatch &) const = default;
};

// What is wrong with the expression, translated; nothing if it can be searched for.
[[nodiscard]] std::optional<QString> searchError(const SearchQuery &query);

// All matches in the UTF-8 text, from left to right without overlap. None for an empty or wrong
// query.
[[nodiscard]] std::vector<SearchMatch> findAll(const QByteArray &text, const SearchQuery &query);

// What each of findAll()'s matches is to become. For an expression, \1 to \9 and $1 to $9 stand
// for its groups, \0 and $0 for all of it, \n and \t for line end and tab, \\ and $$ for the sign.
[[nodiscard]] std::vector<QByteArray> replacements(const QByteArray &text, const SearchQuery &query,
                                                   const QString &replacement);

} // namespace widgets
