// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/runtimeid.h"

#include <QRegularExpression>

namespace engine {

std::optional<RuntimeId> RuntimeId::parse(const QString &id)
{
    struct Form
    {
        Form(Language of, const char *text)
            : language(of)
            , pattern(QLatin1StringView(text))
        {
            pattern.optimize(); // compiled here: matching is then safe from several threads
        }
        Language language;
        QRegularExpression pattern; // its first group is the version
    };
    // Compiling them costs a hundred times as much as matching.
    static const std::vector<Form> Forms = {
        {Language::Python, "^python(3\\.\\d{1,2})$"},
        {Language::NodeJs, "^nodejs(\\d{2})\\.x$"},
        {Language::Java, "^java(8\\.al2|\\d{2})$"},
        {Language::DotNet, "^dotnet(\\d{1,2})$"},
        {Language::Ruby, "^ruby(\\d\\.\\d)$"},
        {Language::Provided, "^provided\\.(al2|al2023)$"},
    };
    for (const Form &form : Forms) {
        const auto match = form.pattern.match(id);
        if (match.hasMatch())
            return RuntimeId{form.language, id, match.captured(1)};
    }
    return std::nullopt;
}

const std::vector<RuntimeId> &knownRuntimes()
{
    static const std::vector<RuntimeId> runtimes = [] {
        std::vector<RuntimeId> ids;
        for (const char *id :
             {"python3.14", "python3.13", "python3.12", "python3.11",      "python3.10",
              "nodejs24.x", "nodejs22.x", "nodejs20.x", "nodejs18.x",      "java25",
              "java21",     "java17",     "java11",     "dotnet10",        "dotnet8",
              "ruby3.4",    "ruby3.3",    "ruby3.2",    "provided.al2023", "provided.al2"})
            ids.push_back(*RuntimeId::parse(QLatin1StringView(id)));
        return ids;
    }();
    return runtimes;
}

} // namespace engine
