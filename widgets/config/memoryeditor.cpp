// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/memoryeditor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <array>

#include "widgets/common/theme.h"
#include "widgets/config/numberbox.h"

namespace widgets {
namespace {

// Sizes that people choose: where prices, vCPUs or habits have their corners.
constexpr std::array MemorySteps{128,   192,   256,   384,   512,   768,   1'024, 1'280,
                                 1'536, 1'769, 2'048, 2'560, 3'008, 3'538, 4'096, 5'120,
                                 5'307, 6'144, 7'076, 8'192, 8'845, 9'216, 10'240};

int nearestStep(int memory)
{
    const auto found =
        std::min_element(MemorySteps.begin(), MemorySteps.end(), [memory](int a, int b) {
            return std::abs(a - memory) < std::abs(b - memory);
        });
    return static_cast<int>(found - MemorySteps.begin());
}

} // namespace

MemoryEditor::MemoryEditor(QWidget *parent)
    : QWidget(parent)
    , m_box(makeNumber(tr(" MB"), this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_hint(new QLabel(this))
{
    m_box->setSingleStep(64);
    m_slider->setObjectName(QStringLiteral("memorySlider"));
    m_slider->setAccessibleName(tr("Memory, in the usual sizes"));
    m_slider->setRange(0, static_cast<int>(MemorySteps.size()) - 1);
    m_slider->setPageStep(3);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_hint->setObjectName(QStringLiteral("memoryHint"));
    m_hint->setFont(scaledFont(0.9));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(Related);
    row->addWidget(m_box);
    row->addWidget(m_slider, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl / 2);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int step) { m_box->setValue(MemorySteps[static_cast<std::size_t>(step)]); });
}

void MemoryEditor::refresh(engine::Architecture architecture)
{
    const engine::Megabytes memory{m_box->value()};
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(nearestStep(memory.value));
    const bool valid = memory.value > 0;
    const QString cpu =
        tr("%1 vCPU", "share of a processor")
            .arg(QLocale().toString(valid ? engine::cpuShare(memory) : 0.0, 'f', 2));
    const QString price = m_priceText && valid ? m_priceText(memory, architecture) : QString();
    m_hint->setText(
        price.isEmpty() ? cpu : tr("%1 · %2 per ms", "processor share, price").arg(cpu, price));
    m_hint->setVisible(valid);
    m_slider->setAccessibleDescription(m_hint->text());
}

} // namespace widgets
