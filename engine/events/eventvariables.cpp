// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventvariables.h"

#include <QDateTime>

#include <algorithm>

#include "engine/core/json.h"
#include "engine/events/eventmessages.h"

namespace engine {
namespace {

constexpr char Open[] = "{{";
constexpr qsizetype LongestName = 200;

struct Found
{
    qsizetype begin = 0;
    qsizetype end = 0;
    QByteArray name; // empty: four braces
};

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
           || c == '_' || c == '-';
}

std::optional<Found> variableAt(const QByteArray &text, qsizetype begin)
{
    if (text.sliced(begin, std::min<qsizetype>(4, text.size() - begin)) == "{{{{")
        return Found{begin, begin + 4, {}};
    // Looked for in the neighbourhood only: a text may have braces without end.
    const QByteArrayView near = QByteArrayView(text).sliced(begin).first(
        std::min<qsizetype>(LongestName + 2, text.size() - begin));
    const qsizetype length = near.indexOf("}}", 2);
    if (length < 0)
        return std::nullopt;
    const qsizetype end = begin + length;
    const QByteArray name = text.sliced(begin + 2, end - begin - 2).trimmed();
    if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isNameByte))
        return std::nullopt;
    return Found{begin, end + 2, name};
}

std::vector<Found> findAll(const QByteArray &text)
{
    std::vector<Found> all;
    for (qsizetype at = text.indexOf(Open); at >= 0; at = text.indexOf(Open, at)) {
        const auto found = variableAt(text, at);
        at = found ? found->end : at + 1;
        if (found)
            all.push_back(*found);
    }
    return all;
}

bool isKnown(const QByteArray &name)
{
    return name == "uuid" || name == "now" || (name.startsWith("env.") && name.size() > 4);
}

// Counts on from the place before, so that many variables in a long text cost one walk.
class Places
{
public:
    explicit Places(const QByteArray &text)
        : m_text(text)
    {
    }

    void moveTo(qsizetype byte)
    {
        for (; m_at < byte; ++m_at) {
            if (m_text[m_at] == '\n') {
                ++line;
                column = 1;
            } else if ((m_text[m_at] & 0xC0) != 0x80) { // not inside a character
                ++column;
            }
        }
    }

    int line = 1;
    int column = 1;

private:
    const QByteArray &m_text;
    qsizetype m_at = 0;
};

} // namespace

bool mayHaveVariables(const QByteArray &text)
{
    return text.contains(Open);
}

std::vector<EventVariable> eventVariables(const QByteArray &text)
{
    std::vector<EventVariable> variables;
    Places places(text);
    for (const Found &each : findAll(text)) {
        if (each.name.isEmpty())
            continue;
        places.moveTo(each.begin);
        variables.push_back(
            {QString::fromLatin1(each.name), places.line, places.column, isKnown(each.name)});
    }
    return variables;
}

std::function<std::optional<QString>(const QString &)> lookUpIn(
    std::vector<EnvironmentVariable> own, std::vector<EnvironmentVariable> over)
{
    own.insert(own.end(), over.begin(), over.end());
    return [own = std::move(own)](const QString &name) -> std::optional<QString> {
        const auto found = std::find_if(own.rbegin(), own.rend(),
                                        [&](const auto &each) { return each.key == name; });
        return found == own.rend() ? std::nullopt : std::optional(found->value);
    };
}

Result<QByteArray> expandVariables(const QByteArray &text, const VariableValues &values)
{
    if (!mayHaveVariables(text))
        return text;
    const QString now = QDateTime::fromMSecsSinceEpoch(values.clock.wallMs(), Qt::UTC)
                            .toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
    QByteArray out;
    qsizetype at = 0;
    for (const Found &each : findAll(text)) {
        QString value;
        if (each.name.isEmpty()) {
            value = QString::fromLatin1(Open);
        } else if (each.name == "uuid") {
            value = values.ids.uuid();
        } else if (each.name == "now") {
            value = now;
        } else {
            const auto variable = isKnown(each.name)
                                      ? values.environment(QString::fromLatin1(each.name.sliced(4)))
                                      : std::nullopt;
            if (!variable) {
                Places place(text);
                place.moveTo(each.begin);
                return Error{Error::Code::BadSyntax,
                             unknownVariable(QString::fromLatin1(each.name)),
                             {},
                             place.line,
                             place.column};
            }
            value = *variable;
        }
        const QByteArray quoted = jsonString(value);
        out += text.sliced(at, each.begin - at) + quoted.sliced(1, quoted.size() - 2);
        at = each.end;
    }
    return out + text.sliced(at);
}

} // namespace engine
