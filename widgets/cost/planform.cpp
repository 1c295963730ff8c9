// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/planform.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <cmath>
#include <type_traits>

#include "engine/model/limits.h"
#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"
#include "widgets/cost/countedit.h"

namespace widgets {
namespace {

constexpr double NanosecondsPerMs = 1e6;
constexpr double PartsPerPercent = 10'000; // of a million

double milliseconds(engine::Nanoseconds duration)
{
    return static_cast<double>(duration.count()) / NanosecondsPerMs;
}

engine::Nanoseconds fromMilliseconds(double value)
{
    return engine::Nanoseconds(std::llround(value * NanosecondsPerMs));
}

} // namespace

template <typename Spin>
Spin *PlanForm::addField(QGridLayout *grid, const char *name, const QString &text, double least,
                         double most, const QString &unit, const QString &tip)
{
    auto *spin = new Spin(this);
    spin->setObjectName(QLatin1StringView(name));
    using Value = decltype(spin->value());
    spin->setRange(static_cast<Value>(least), static_cast<Value>(most));
    spin->setGroupSeparatorShown(true);
    spin->setKeyboardTracking(true);
    if (!unit.isEmpty())
        spin->setSuffix(QLatin1Char(' ') + unit);
    spin->setToolTip(tip);
    spin->setAlignment(Qt::AlignTrailing);
    auto *label = new QLabel(text, this);
    label->setBuddy(spin);
    label->setToolTip(tip);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(spin, row, 1);
    connect(spin, &Spin::valueChanged, this, &PlanForm::onEdited);
    return spin;
}

PlanForm::PlanForm(QWidget *parent)
    : QWidget(parent)
    , m_requests(new CountEdit(this))
    , m_free(new QCheckBox(tr("Take off the &free tier"), this))
    , m_basis(makeMutedLabel(this))
    , m_reset(new QPushButton(tr("As &measured"), this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Related);
    grid->setVerticalSpacing(InControl);
    grid->setColumnStretch(0, 1);
    auto *requestsLabel = new QLabel(tr("Requests per month"), this);
    requestsLabel->setBuddy(m_requests);
    m_requests->setObjectName(QStringLiteral("planRequests"));
    m_requests->setAlignment(Qt::AlignTrailing);
    m_requests->setToolTip(tr("Such as 250k or 3M; Up and Down change it in steps"));
    grid->addWidget(requestsLabel, 0, 0);
    grid->addWidget(m_requests, 0, 1);
    m_duration = addField<QDoubleSpinBox>(
        grid, "planDuration", tr("Duration of one call"), 0,
        milliseconds(engine::MonthPlan::LongestCall), tr("ms"),
        tr("As the REPORT line has it. Each call is billed in whole milliseconds, rounded up."));
    m_cold = addField<QDoubleSpinBox>(grid, "planCold", tr("Cold starts"), 0, 100, tr("%"),
                                      tr("The share of calls whose init is billed as well."));
    m_init = addField<QDoubleSpinBox>(grid, "planInit", tr("Init of a cold start"), 0,
                                      milliseconds(engine::MonthPlan::LongestCall), tr("ms"),
                                      tr("Init Duration of the REPORT line."));
    m_memory = addField<QSpinBox>(grid, "planMemory", tr("Memory"), engine::limits::MemoryMin.value,
                                  engine::limits::MemoryMax.value, tr("MB"),
                                  tr("The duration stays as it is typed: less memory is less CPU, "
                                     "and on AWS a function then takes longer."));
    m_memory->setSingleStep(64);
    m_storage = addField<QSpinBox>(grid, "planStorage", tr("Ephemeral storage"),
                                   engine::limits::EphemeralStorageMin.value,
                                   engine::limits::EphemeralStorageMax.value, tr("MB"),
                                   tr("Size of /tmp; 512 MB cost nothing."));
    m_storage->setSingleStep(512);
    m_eventSize =
        addField<QSpinBox>(grid, "planEventSize", tr("Asynchronous event"), 0, 1'024, tr("KB"),
                           tr("An event past 256 KB counts for one request more for each "
                              "64 KB that it begins."));
    m_eventSize->setSpecialValueText(tr("called synchronously"));
    m_provisioned =
        addField<QSpinBox>(grid, "planProvisioned", tr("Provisioned environments"), 0, 100'000, {},
                           tr("Kept initialised, at a price of their own."));
    m_provisioned->setSpecialValueText(tr("none"));
    m_hours = addField<QDoubleSpinBox>(grid, "planHours", tr("Ready each day"), 0, 24, tr("h"),
                                       tr("Billed in steps of five minutes, on 30 days."));
    m_share = addField<QDoubleSpinBox>(grid, "planShare", tr("Requests they serve"), 0, 100,
                                       tr("%"), tr("The others find none of them free."));
    for (QDoubleSpinBox *spin : {m_cold, m_hours, m_share})
        spin->setDecimals(1);
    m_free->setObjectName(QStringLiteral("planFree"));
    m_free->setChecked(true);
    m_free->setToolTip(tr("1,000,000 requests and 400,000 GB-s a month for the whole account"));
    m_reset->setObjectName(QStringLiteral("planReset"));
    m_basis->setObjectName(QStringLiteral("planBasis"));
    const int row = grid->rowCount();
    grid->addWidget(m_free, row, 0, 1, 2);
    grid->addWidget(m_basis, row + 1, 0, 1, 2);
    grid->addWidget(m_reset, row + 2, 0, 1, 2, Qt::AlignLeading);
    grid->setRowStretch(row + 3, 1);

    connect(m_requests, &CountEdit::valueChanged, this, &PlanForm::onEdited);
    connect(m_free, &QCheckBox::toggled, this, &PlanForm::changed);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_edited = false;
        show(m_measured ? m_measured->plan : m_configured);
        updateBasis();
        emit changed();
    });
    show({});
    updateBasis();
}

void PlanForm::setConfigured(engine::Megabytes memory, engine::Megabytes storage)
{
    m_configured.memory = memory;
    m_configured.ephemeralStorage = storage;
    if (m_measured && m_measured->plan.memory != memory)
        m_measured.reset(); // at another size it says nothing
    setMeasured(m_measured);
}

void PlanForm::setMeasured(const std::optional<engine::MeasuredPlan> &measured)
{
    m_measured = measured;
    if (!m_edited) {
        engine::MonthPlan shown = measured ? measured->plan : m_configured;
        shown.requests = m_requests->value(); // nobody measured how many there will be
        show(shown);
    }
    updateBasis();
}

void PlanForm::show(const engine::MonthPlan &plan)
{
    const QScopedValueRollback showing(m_showing, true);
    m_requests->setValue(plan.requests);
    m_duration->setValue(milliseconds(plan.duration));
    m_cold->setValue(plan.coldPerMillion / PartsPerPercent);
    m_init->setValue(milliseconds(plan.init));
    m_memory->setValue(plan.memory.value);
    m_storage->setValue(plan.ephemeralStorage.value);
    m_eventSize->setValue(plan.eventKilobytes);
    m_provisioned->setValue(plan.provisioned.environments);
    m_hours->setValue(24);
    m_share->setValue(100);
    m_hours->setEnabled(plan.provisioned.environments > 0);
    m_share->setEnabled(plan.provisioned.environments > 0);
}

engine::MonthPlan PlanForm::plan() const
{
    engine::MonthPlan plan;
    plan.requests = m_requests->value();
    plan.duration = fromMilliseconds(m_duration->value());
    plan.coldPerMillion = static_cast<int>(std::lround(m_cold->value() * PartsPerPercent));
    plan.init = fromMilliseconds(m_init->value());
    plan.memory = {m_memory->value()};
    plan.ephemeralStorage = {m_storage->value()};
    plan.eventKilobytes = m_eventSize->value();
    plan.provisioned.environments = m_provisioned->value();
    if (m_provisioned->value() > 0) {
        plan.provisioned.perDay = engine::Seconds(std::llround(m_hours->value() * 3'600));
        plan.provisioned.requests =
            std::llround(static_cast<double>(plan.requests) * m_share->value() / 100);
    }
    return plan;
}

engine::FreeTier PlanForm::freeTier() const
{
    return m_free->isChecked() ? engine::FreeTier::Apply : engine::FreeTier::Ignore;
}

void PlanForm::onEdited()
{
    if (m_showing)
        return;
    m_edited = true;
    m_hours->setEnabled(m_provisioned->value() > 0);
    m_share->setEnabled(m_provisioned->value() > 0);
    updateBasis();
    emit changed();
}

void PlanForm::updateBasis()
{
    m_reset->setEnabled(m_edited);
    if (m_edited)
        m_basis->setText(tr("Figures that you have changed."));
    else if (m_measured)
        m_basis->setText(tr("The average of %n call(s) measured on this computer; on AWS they "
                            "differ.",
                            nullptr, m_measured->calls));
    else
        m_basis->setText(tr("Nothing was measured with this memory yet: type a duration, or "
                            "invoke the function."));
}

} // namespace widgets
