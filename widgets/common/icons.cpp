// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "widgets/common/theme.h"

// Outside of any namespace, as Q_INIT_RESOURCE demands. The linker drops a static library's
// resources unless they are asked for.
static void initIcons()
{
    Q_INIT_RESOURCE(widgeticons);
}

namespace widgets {
namespace {

struct Names
{
    const char *file;
    const char *theme; // null: always ours
};

Names namesOf(Icon name)
{
    switch (name) {
    case Icon::Function:
        return {"function", nullptr};
    case Icon::File:
        return {"file", nullptr};
    case Icon::Event:
        return {"event", nullptr};
    case Icon::Trigger:
        return {"trigger", nullptr};
    case Icon::Cold:
        return {"cold", nullptr};
    case Icon::Warm:
        return {"warm", nullptr};
    case Icon::Environment:
        return {"environment", nullptr};
    case Icon::Layer:
        return {"layer", nullptr};
    case Icon::Error:
        return {"error", nullptr};
    case Icon::Warning:
        return {"warning", nullptr};
    case Icon::Information:
        return {"information", nullptr};
    case Icon::Lock:
        return {"lock", nullptr};
    case Icon::Copy:
        return {"copy", "edit-copy"};
    case Icon::Run:
        return {"run", nullptr};
    case Icon::Burst:
        return {"burst", nullptr};
    case Icon::Stop:
        return {"stop", nullptr};
    case Icon::Add:
        return {"add", "list-add"};
    case Icon::Remove:
        return {"remove", "edit-delete"};
    case Icon::Duplicate:
        return {"duplicate", "edit-duplicate"};
    case Icon::Rename:
        return {"rename", "edit-rename"};
    case Icon::Save:
        return {"save", "document-save"};
    case Icon::Reset:
        return {"reset", "edit-undo"};
    case Icon::Up:
        return {"up", "go-up"};
    case Icon::Down:
        return {"down", "go-down"};
    case Icon::Search:
        return {"search", "search"};
    case Icon::Hide:
        return {"hide", "view-hidden"};
    case Icon::Format:
        return {"format", "format-indent-more"};
    case Icon::Follow:
        return {"follow", nullptr};
    case Icon::Clear:
        return {"clear", "edit-clear-all"};
    case Icon::Paste:
        return {"paste", "edit-paste"};
    case Icon::Logs:
        return {"logs", nullptr};
    case Icon::Response:
        return {"response", nullptr};
    case Icon::Settings:
        return {"settings", nullptr};
    }
    Q_UNREACHABLE();
}

QByteArray drawing(const char *file)
{
    initIcons();
    QFile svg(QStringLiteral(":/workbench/icons/%1.svg").arg(QLatin1StringView(file)));
    const bool there = svg.open(QIODevice::ReadOnly);
    Q_ASSERT(there);
    Q_UNUSED(there);
    return svg.readAll();
}

bool appIsDark()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

class DrawnIcon final : public QIconEngine
{
public:
    DrawnIcon(Icon name, const QColor &fixed)
        : m_name(name)
        , m_names(namesOf(name))
        , m_fixed(fixed)
        , m_svg(drawing(m_names.file))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        if (const QIcon themed = themedIcon(); !themed.isNull()) {
            themed.paint(painter, rect, Qt::AlignCenter, mode, state);
            return;
        }
        QByteArray svg = m_svg;
        svg.replace("currentColor", colorFor(mode).name().toLatin1());
        QSvgRenderer(svg).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new DrawnIcon(*this); }

private:
    [[nodiscard]] QIcon themedIcon() const
    {
        if (!m_names.theme || m_fixed.isValid())
            return {};
        const QString theme = QIcon::themeName();
        const bool fits =
            theme == (appIsDark() ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
        return fits ? QIcon::fromTheme(QLatin1StringView(m_names.theme)) : QIcon();
    }

    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::Text);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        if (m_name == Icon::Error && !m_fixed.isValid())
            return color(Token::Error, appIsDark() ? Scheme::Dark : Scheme::Light);
        return m_fixed.isValid() ? m_fixed : palette.color(QPalette::PlaceholderText);
    }

    Icon m_name;
    Names m_names;
    QColor m_fixed;
    QByteArray m_svg;
};

} // namespace

QIcon icon(Icon name)
{
    return QIcon(new DrawnIcon(name, QColor()));
}

QIcon icon(Icon name, const QColor &color)
{
    return QIcon(new DrawnIcon(name, color));
}

} // namespace widgets
