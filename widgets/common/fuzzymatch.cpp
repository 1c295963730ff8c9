// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fuzzymatch.h"

#include <algorithm>
#include <vector>

namespace widgets {
namespace {

constexpr int Never = -1'000'000;
constexpr int Letter = 1;
constexpr int InARow = 8;
constexpr int WordBegins = 6;

bool beginsWord(const QString &text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

} // namespace

std::optional<int> fuzzyMatch(const QString &query, const QString &text)
{
    QString letters = query.toCaseFolded();
    letters.removeIf([](QChar letter) { return letter.isSpace(); });
    if (letters.isEmpty())
        return 0;
    const QString folded = text.toCaseFolded();
    if (folded.size() != text.size() || letters.size() > text.size())
        return folded.contains(letters) ? std::optional(0) : std::nullopt;
    // Most texts don't have the letters at all, and that is quickly seen.
    qsizetype seen = 0;
    for (qsizetype i = 0; i < folded.size() && seen < letters.size(); ++i)
        seen += folded[i] == letters[seen] ? 1 : 0;
    if (seen < letters.size())
        return std::nullopt;
    // best[i]: the best score of the letters so far with the last one at place i
    std::vector<int> best(static_cast<std::size_t>(text.size()), Never);
    for (qsizetype l = 0; l < letters.size(); ++l) {
        std::vector<int> next(best.size(), Never);
        int earlier = l == 0 ? 0 : Never; // the best one that ended before i
        for (qsizetype i = 0; i < text.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (folded[i] == letters[l]) {
                const int own = Letter + (beginsWord(text, i) ? WordBegins : 0);
                int score = earlier + own;
                if (l > 0 && i > 0)
                    score = std::max(score, best[at - 1] + own + InARow);
                next[at] = score > 0 ? score : Never;
            }
            if (l > 0)
                earlier = std::max(earlier, best[at]);
        }
        best = std::move(next);
    }
    const int top = *std::max_element(best.begin(), best.end());
    if (top <= 0)
        return std::nullopt;
    return top * 100 - static_cast<int>(std::min<qsizetype>(text.size(), 99));
}

} // namespace widgets
