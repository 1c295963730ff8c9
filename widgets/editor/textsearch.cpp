// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/textsearch.h"

#include <QRegularExpression>

#include "widgets/editor/utf8line.h"

namespace widgets {
namespace {

QRegularExpression expressionOf(const SearchQuery &query)
{
    QString pattern = query.regex ? query.text : QRegularExpression::escape(query.text);
    if (query.wholeWords) // not \b, which would ask for a letter at the match's own ends
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    // $ before CR LF as well as before LF
    if (query.regex)
        pattern.prepend(QStringLiteral("(*ANYCRLF)"));
    return QRegularExpression(pattern, options);
}

template <typename Visit>
void forEachMatch(const QByteArray &bytes, const SearchQuery &query, Visit visit)
{
    if (query.text.isEmpty())
        return;
    const QRegularExpression expression = expressionOf(query);
    if (!expression.isValid())
        return;
    const Utf8Line text(bytes);
    auto matches = expression.globalMatch(text.text());
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        visit(SearchMatch{text.byteAt(static_cast<int>(match.capturedStart())),
                          text.byteAt(static_cast<int>(match.capturedEnd()))},
              match);
    }
}

QString expand(const QString &replacement, const QRegularExpressionMatch &match)
{
    QString result;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar sign = replacement[i];
        if ((sign != u'\\' && sign != u'$') || i + 1 == replacement.size()) {
            result += sign;
            continue;
        }
        const QChar next = replacement[++i];
        if (next >= u'0' && next <= u'9')
            result += match.captured(next.unicode() - u'0');
        else if (next == sign)
            result += sign;
        else if (sign == u'\\' && next == u'n')
            result += u'\n';
        else if (sign == u'\\' && next == u't')
            result += u'\t';
        else
            (result += sign) += next;
    }
    return result;
}

} // namespace

std::optional<QString> searchError(const SearchQuery &query)
{
    if (query.text.isEmpty() || !query.regex)
        return std::nullopt;
    const QRegularExpression expression = expressionOf(query);
    if (expression.isValid())
        return std::nullopt;
    return expression.errorString();
}

std::vector<SearchMatch> findAll(const QByteArray &text, const SearchQuery &query)
{
    std::vector<SearchMatch> found;
    forEachMatch(text, query, [&found](SearchMatch match, const QRegularExpressionMatch &) {
        found.push_back(match);
    });
    return found;
}

std::vector<QByteArray> replacements(const QByteArray &text, const SearchQuery &query,
                                     const QString &replacement)
{
    std::vector<QByteArray> result;
    forEachMatch(text, query, [&](SearchMatch, const QRegularExpressionMatch &match) {
        result.push_back((query.regex ? expand(replacement, match) : replacement).toUtf8());
    });
    return result;
}

} // namespace widgets
