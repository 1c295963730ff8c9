// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/syntaxdefinition.h"

#include <algorithm>
#include <utility>

#include "widgets/editor/syntaxmodule/syntaxinterface.h"

namespace widgets {

SyntaxState::SyntaxState(const SyntaxState &other)
    : m_api(other.m_api)
    , m_state(other.m_state ? m_api->copyState(other.m_state) : nullptr)
{
}

SyntaxState::SyntaxState(SyntaxState &&other) noexcept
    : m_api(other.m_api)
    , m_state(std::exchange(other.m_state, nullptr))
{
}

SyntaxState &SyntaxState::operator=(SyntaxState other) noexcept
{
    std::swap(m_api, other.m_api);
    std::swap(m_state, other.m_state);
    return *this;
}

SyntaxState::~SyntaxState()
{
    if (m_state)
        m_api->freeState(m_state);
}

bool SyntaxState::operator==(const SyntaxState &other) const
{
    if (!m_state || !other.m_state)
        return m_state == other.m_state;
    return m_api->sameState(m_state, other.m_state) != 0;
}

SyntaxDefinition::SyntaxDefinition(const WorkbenchSyntaxApi &api,
                                   WorkbenchSyntaxDefinition *definition)
    : m_api(api)
    , m_definition(definition)
{
}

SyntaxDefinition::~SyntaxDefinition()
{
    m_api.close(m_definition);
}

QString SyntaxDefinition::name() const
{
    return QString::fromUtf8(m_api.name(m_definition));
}

QString SyntaxDefinition::lineComment() const
{
    return QString::fromUtf8(m_api.lineComment(m_definition));
}

QString SyntaxDefinition::blockCommentBegin() const
{
    return QString::fromUtf8(m_api.blockCommentBegin(m_definition));
}

QString SyntaxDefinition::blockCommentEnd() const
{
    return QString::fromUtf8(m_api.blockCommentEnd(m_definition));
}

bool SyntaxDefinition::foldsByIndentation() const
{
    return m_api.foldsByIndentation(m_definition) != 0;
}

void SyntaxDefinition::highlight(QStringView text, const SyntaxState &before, SyntaxLine *line)
{
    line->spans.clear();
    line->foldChange = 0;
    line->foldLow = 0;
    const WorkbenchSyntaxSink sink{
        line,
        [](void *context, int32_t offset, int32_t length, int32_t format, int32_t kind) {
            static_cast<SyntaxLine *>(context)->spans.push_back({offset, length, format, kind});
        },
        [](void *context, int32_t change) {
            auto *self = static_cast<SyntaxLine *>(context);
            self->foldChange += change;
            self->foldLow = std::min(self->foldLow, self->foldChange);
        }};
    line->end = SyntaxState(&m_api, m_api.highlightLine(m_definition, text.utf16(),
                                                        static_cast<int32_t>(text.size()),
                                                        before.get(), &sink));
}

SyntaxStyle SyntaxDefinition::style(int format, Scheme scheme) const
{
    WorkbenchSyntaxStyle raw{};
    if (!m_api.style(m_definition, format,
                     scheme == Scheme::Dark ? WorkbenchSyntaxDark : WorkbenchSyntaxLight, &raw))
        return {};
    SyntaxStyle style;
    if (raw.hasForeground)
        style.foreground = QColor::fromRgb(raw.foreground);
    if (raw.hasBackground)
        style.background = QColor::fromRgb(raw.background);
    style.bold = raw.bold;
    style.italic = raw.italic;
    style.underline = raw.underline;
    return style;
}

} // namespace widgets
