// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/activitywords.h"

#include <QCoreApplication>

namespace widgets {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(widgets::ActivityWords)
};

} // namespace

QString activityWord(engine::EnvironmentActivity::Kind kind)
{
    using Kind = engine::EnvironmentActivity::Kind;
    switch (kind) {
    case Kind::Booting:
        return Words::tr("Boot", "state of an environment");
    case Kind::Init:
        return Words::tr("Init", "state of an environment");
    case Kind::Busy:
        return Words::tr("Busy", "state of an environment");
    case Kind::Idle:
        return Words::tr("Idle", "state of an environment");
    case Kind::Standby:
        return Words::tr("Standby", "state of an environment");
    case Kind::Retired:
        return Words::tr("Retired", "state of an environment");
    case Kind::Throttled:
        return Words::tr("Throttled", "a request");
    case Kind::Waiting:
        return Words::tr("Waiting", "a request");
    case Kind::Withdrawn:
        return Words::tr("Withdrawn", "a request");
    }
    return {};
}

Token activityToken(engine::EnvironmentActivity::Kind kind)
{
    using Kind = engine::EnvironmentActivity::Kind;
    switch (kind) {
    case Kind::Booting:
    case Kind::Init:
        return Token::Cold;
    case Kind::Busy:
        return Token::Warm;
    case Kind::Idle:
    case Kind::Retired:
        return Token::Frozen;
    case Kind::Standby:
        return Token::Standby;
    case Kind::Throttled:
        return Token::Throttle;
    case Kind::Waiting:
    case Kind::Withdrawn:
        break;
    }
    return Token::Muted;
}

} // namespace widgets
