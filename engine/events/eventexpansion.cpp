// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventexpansion.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QLocale>

#include "engine/core/json.h"
#include "engine/events/eventfunctions.h"
#include "engine/events/gzip.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

bool isNothing(const Json &value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string &>().empty())
           || (value.is_structured() && value.empty());
}

class Expansion
{
public:
    Expansion(EventScope scope, IdSource &ids)
        : m_scope(std::move(scope))
        , m_ids(ids)
    {
    }

    Json expand(const Json &node)
    {
        if (node.is_string())
            return text(QString::fromStdString(node.get<std::string>()));
        if (node.is_array())
            return list(node);
        return node.is_object() ? object(node) : node;
    }

private:
    Json object(const Json &node)
    {
        if (const auto inner = node.find("$text"); inner != node.end())
            return expand(*inner).dump();
        if (const auto inner = node.find("$gzip"); inner != node.end())
            return gzipped(QByteArray::fromStdString(expand(*inner).dump()))
                .toBase64()
                .toStdString();
        if (node.contains("$if"))
            return choice(node);
        if (const auto parts = node.find("$merge"); parts != node.end()) {
            Json all = expand(parts->front());
            for (std::size_t i = 1; all.is_object() && i < parts->size(); ++i)
                if (const Json part = expand((*parts)[i]); part.is_object())
                    all.update(part);
            return all;
        }
        Json out = Json::object();
        for (const auto &[key, value] : node.items()) {
            const bool optional = key.starts_with('?');
            Json expanded = expand(value);
            if (optional && isNothing(expanded))
                continue;
            const QString name = QString::fromStdString(optional ? key.substr(1) : key);
            out[text(name).get<std::string>()] = std::move(expanded);
        }
        return out;
    }

    Json choice(const Json &node)
    {
        const Json value = valueOf(QString::fromStdString(node.at("$if").get<std::string>()));
        const auto is = node.find("is");
        const bool holds = is == node.end() ? !isNothing(value) : value == *is;
        return expand(holds ? node.at("then") : node.at("else"));
    }

    Json list(const Json &node)
    {
        Json out = Json::array();
        for (const Json &each : node) {
            if (!each.is_object() || !each.contains("$each")) {
                out.push_back(expand(each));
                continue;
            }
            const Json items = valueOf(QString::fromStdString(each.at("$each").get<std::string>()));
            for (std::size_t i = 0; i < items.size(); ++i) {
                m_scope[QStringLiteral("item")] = QByteArray::fromStdString(items[i].dump());
                m_scope[QStringLiteral("index")] = QByteArray::number(qulonglong(i));
                m_scope[QStringLiteral("number")] =
                    jsonString(QStringLiteral("%1").arg(i + 1, 9, 10, QChar(u'0')));
                out.push_back(expand(each.at("do")));
            }
        }
        return out;
    }

    Json text(const QString &text)
    {
        const QString open = QStringLiteral("${");
        if (text.startsWith(open) && text.indexOf(u'}') == text.size() - 1)
            return valueOf(text.sliced(2, text.size() - 3));
        QString out;
        qsizetype at = 0;
        while (true) {
            const qsizetype begin = text.indexOf(open, at);
            if (begin < 0)
                return (out + text.sliced(at)).toStdString();
            const qsizetype end = text.indexOf(u'}', begin);
            const Json value = valueOf(text.sliced(begin + 2, end - begin - 2));
            out += text.sliced(at, begin - at)
                   + QString::fromStdString(value.is_string() ? value.get<std::string>()
                                                              : value.dump());
            at = end + 1;
        }
    }

    // "bucket", "md5:key", "uuid#name"
    Json valueOf(const QString &name)
    {
        if (const qsizetype colon = name.indexOf(u':'); colon > 0)
            return Json::parse(applyEventFunction(name.first(colon),
                                                  bytesOf(valueOf(name.sliced(colon + 1))), m_scope)
                                   .toStdString());
        const QString kind = name.section(u'#', 0, 0);
        if (kind == u"uuid" || kind.startsWith(u"hex")) {
            const auto fresh = [&] {
                return (kind == u"uuid" ? m_ids.uuid() : m_ids.hex(kind.sliced(3).toInt()))
                    .toStdString();
            };
            if (kind == name)
                return fresh();
            const auto known = m_named.find(name);
            return known != m_named.end() ? known->second : m_named[name] = fresh();
        }
        const auto found = m_scope.find(name);
        if (found == m_scope.end()) {
            qWarning("a sample event names %s, which there is not", qPrintable(name));
            return nullptr;
        }
        return Json::parse(found->second.toStdString());
    }

    static QByteArray bytesOf(const Json &value) { return QByteArray::fromStdString(value.dump()); }

    EventScope m_scope;
    IdSource &m_ids;
    std::map<QString, std::string> m_named;
};

} // namespace

QByteArray expandEvent(const QByteArray &document, const EventScope &scope, IdSource &ids)
{
    const Json parsed = Json::parse(document.toStdString());
    return QByteArray::fromStdString(Expansion(scope, ids).expand(parsed).dump());
}

void addTimes(EventScope &scope, const Clock &clock)
{
    const qint64 ms = clock.wallMs();
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    const QLocale english = QLocale::c();
    const auto write = [&](const QDateTime &time, const char *format) {
        return jsonString(english.toString(time, QLatin1StringView(format)));
    };
    const QDateTime minute = QDateTime::fromMSecsSinceEpoch(ms - ms % 60'000, Qt::UTC);
    const auto add = [&](const char *name, const QByteArray &json) {
        scope[QLatin1StringView(name)] = json;
    };
    constexpr auto ToTheSecond = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    add("now.iso", write(now, "yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
    add("now.seconds", write(now, ToTheSecond));
    add("now.minute", write(minute, ToTheSecond));
    add("now.nextMinute", write(minute.addSecs(60), ToTheSecond));
    add("now.date", write(now, "yyyy-MM-dd"));
    add("now.slashDate", write(now, "yyyy/MM/dd"));
    add("now.clf", write(now, "dd/MMM/yyyy:HH:mm:ss '+0000'"));
    add("now.mail", write(now, "ddd, d MMM yyyy HH:mm:ss '+0000'"));
    add("now.rabbit", write(now, "MMM d, yyyy, h:mm:ss AP"));
    add("now.ms", QByteArray::number(ms));
    add("now.unix", QByteArray::number(ms / 1000));
    add("now.epoch",
        QByteArray::number(ms / 1000) + '.' + QByteArray::number(ms % 1000 + 1000).sliced(1));
}

} // namespace engine
