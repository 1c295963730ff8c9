// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/phasebar.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <optional>

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr double Narrowest = 3; // pixels
constexpr double Swatch = 10;   // pixels
constexpr std::size_t MostModules = 5;

QColor mixed(const QColor &a, const QColor &b, float share)
{
    const auto mix = [share](float x, float y) { return x * (1 - share) + y * share; };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                            mix(a.blueF(), b.blueF()));
}

// What belongs to a cold start is blue, in three strengths; the handler's run is amber.
QColor phaseColor(Phase phase, Scheme scheme)
{
    const QColor surface = color(Token::Surface, scheme);
    switch (phase) {
    case Phase::Queued:
        return color(Token::Frozen, scheme);
    case Phase::Sandbox:
        return mixed(color(Token::Cold, scheme), surface, 0.60F);
    case Phase::Boot:
        return mixed(color(Token::Cold, scheme), surface, 0.30F);
    case Phase::Init:
        return color(Token::Cold, scheme);
    case Phase::Handler:
        return color(Token::Warm, scheme);
    case Phase::Response:
        return mixed(color(Token::Warm, scheme), surface, 0.40F);
    case Phase::After:
        return mixed(color(Token::Frozen, scheme), surface, 0.45F);
    }
    Q_UNREACHABLE();
}

engine::Nanoseconds total(const engine::Phases &phases)
{
    engine::Nanoseconds sum{0};
    for (const Phase phase : AllPhases)
        sum += std::max(engine::Nanoseconds{0}, timeOf(phases, phase));
    return sum;
}

} // namespace

PhaseBar::PhaseBar(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Where the time went"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setPhases({});
}

void PhaseBar::setPhases(const engine::Phases &phases,
                         const std::vector<engine::ModuleTime> &modules)
{
    m_phases = phases;
    m_modules = modules;
    setAccessibleDescription(text());
    updateGeometry();
    update();
}

QString PhaseBar::text() const
{
    QStringList parts;
    for (const Phase phase : AllPhases)
        if (const engine::Nanoseconds time = timeOf(m_phases, phase); time.count() > 0)
            parts << tr("%1 %2", "phase and its time").arg(phaseText(phase), formatDuration(time));
    if (parts.isEmpty())
        return tr("Nothing ran");
    const QString all = tr("%1; %2 in all", "list of phases with times, and their sum")
                            .arg(parts.join(tr(", ", "between the parts of a list")),
                                 formatDuration(total(m_phases)));
    return m_modules.empty() ? all : all + QStringLiteral(". ") + slowest();
}

QString PhaseBar::slowest() const
{
    // By what each took itself: a module that loads many is not the one to blame.
    std::vector<engine::ModuleTime> modules = m_modules;
    const auto shown = modules.begin() + std::ptrdiff_t(std::min(MostModules, modules.size()));
    std::partial_sort(modules.begin(), shown, modules.end(),
                      [](const auto &a, const auto &b) { return a.self > b.self; });
    QStringList parts;
    for (auto it = modules.begin(); it != shown; ++it)
        parts << tr("%1 %2", "module and its time").arg(it->name, formatDuration(it->self));
    return parts.isEmpty() ? QString()
                           : tr("Slowest to load: %1", "list of modules with times")
                                 .arg(parts.join(tr(", ", "between the parts of a list")));
}

double PhaseBar::barHeight() const
{
    return fontMetrics().height() + Related;
}

std::vector<PhaseSegment> PhaseBar::segments() const
{
    return layoutPhases(m_phases, width(), Narrowest);
}

std::vector<PhaseBar::Label> PhaseBar::labels(int width) const
{
    std::vector<Label> all;
    const QFontMetricsF metrics(font());
    double x = 0;
    double y = barHeight() + Related;
    for (const Phase phase : AllPhases) {
        const engine::Nanoseconds time = timeOf(m_phases, phase);
        if (time.count() <= 0)
            continue;
        const QString words =
            tr("%1 %2", "phase and its time").arg(phaseText(phase), formatDuration(time));
        const double needed = Swatch + InControl + metrics.horizontalAdvance(words);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += metrics.height() + InControl;
        }
        all.push_back({phase, words, QRectF(x, y, needed, metrics.height())});
        x += needed + BetweenGroups;
    }
    return all;
}

QSize PhaseBar::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 90;
    return {width, heightForWidth(width)};
}

QSize PhaseBar::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, int(barHeight()) + fontMetrics().height()};
}

int PhaseBar::heightForWidth(int width) const
{
    const std::vector<Label> all = labels(width);
    const double bottom = all.empty() ? barHeight() : all.back().place.bottom();
    return int(std::ceil(bottom));
}

void PhaseBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Scheme scheme = schemeOf(this);
    const QRectF bar(0, 0, width(), barHeight());
    QPainterPath outline;
    outline.addRoundedRect(bar, 6, 6);
    const QColor text = color(Token::Text, scheme);

    const std::vector<PhaseSegment> parts = segments();
    if (parts.empty()) {
        painter.setPen(QPen(color(Token::Line, scheme), 1));
        painter.drawPath(outline);
        painter.setPen(color(Token::Muted, scheme));
        painter.drawText(bar, Qt::AlignCenter, PhaseBar::text());
        return;
    }
    painter.save();
    painter.setClipPath(outline);
    for (const PhaseSegment &segment : parts) {
        // A line of the ground between neighbours parts them without colour.
        const double gap = &segment == &parts.back() ? 0 : 1;
        const QRectF place(segment.left, 0, segment.width - gap, bar.height());
        const QColor fill = phaseColor(segment.phase, scheme);
        painter.fillRect(place, fill);
        const QString word = phaseText(segment.phase);
        if (QFontMetricsF(font()).horizontalAdvance(word) + 2 * Related <= place.width()) {
            painter.setPen(qGray(fill.rgb()) > 115 ? QColor(0x1a, 0x1e, 0x26) : QColor(Qt::white));
            painter.drawText(place, Qt::AlignCenter, word);
        }
    }
    painter.restore();

    for (const Label &label : labels(width())) {
        const QRectF swatch(label.place.left(), label.place.center().y() - Swatch / 2, Swatch,
                            Swatch);
        painter.setPen(Qt::NoPen);
        painter.setBrush(phaseColor(label.phase, scheme));
        painter.drawRoundedRect(swatch, 2, 2);
        painter.setPen(text);
        painter.drawText(label.place.adjusted(Swatch + InControl, 0, 1, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, label.text);
    }
}

bool PhaseBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    std::optional<Phase> phase;
    for (const PhaseSegment &segment : segments())
        if (help->pos().y() < barHeight() && help->pos().x() >= segment.left
            && help->pos().x() < segment.left + segment.width)
            phase = segment.phase;
    for (const Label &label : labels(width()))
        if (label.place.contains(help->pos()))
            phase = label.phase;
    if (!phase) {
        QToolTip::hideText();
        event->ignore();
        return true;
    }
    const engine::Nanoseconds time = timeOf(m_phases, *phase);
    const double share = 100.0 * double(time.count()) / double(total(m_phases).count());
    QString words =
        tr("%1: %2, %3 % of the time. %4", "phase, its time, its share of all time, what it means")
            .arg(phaseText(*phase), formatDuration(time),
                 QLocale().toString(share, 'f', share < 10 ? 1 : 0), phaseMeaning(*phase));
    if (!m_modules.empty() && (*phase == Phase::Boot || *phase == Phase::Init))
        words += u'\n' + slowest();
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace widgets
