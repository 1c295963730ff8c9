// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <QSocketNotifier>

#include <signal.h>
#include <sys/eventfd.h>

#include <cstdint>
#include <utility>

namespace app {
namespace {

int noticeOfSignals = -1; // a handler can be told nothing

void onSignal(int)
{
    const std::uint64_t one = 1;
    (void)!::write(noticeOfSignals, &one, sizeof one);
}

void setHandler(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (const int number : {SIGINT, SIGTERM})
        ::sigaction(number, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(std::function<void()> wanted)
    : m_notice(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (!m_notice)
        return;
    auto *notifier = new QSocketNotifier(m_notice.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [notifier, wanted = std::move(wanted)] {
        notifier->setEnabled(false);
        wanted();
    });
    noticeOfSignals = m_notice.get();
    setHandler(&onSignal, static_cast<int>(SA_RESETHAND | SA_RESTART));
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL, 0);
    noticeOfSignals = -1;
}

} // namespace app
