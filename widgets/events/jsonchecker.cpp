// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/jsonchecker.h"

#include <QtConcurrent>

#include "engine/core/deliver.h"
#include "engine/core/json.h"

namespace widgets {

JsonChecker::JsonChecker(QObject *parent)
    : QObject(parent)
{
}

void JsonChecker::check(const QByteArray &text)
{
    const int mine = ++m_newest;
    if (text.size() <= AtOnce) {
        m_checking = false;
        emit checked(engine::checkJson(text));
        return;
    }
    m_checking = true;
    engine::deliver(QtConcurrent::run([text] { return engine::checkJson(text); }), this,
                    [this, mine](const engine::Result<void> &result) {
                        if (mine != m_newest)
                            return;
                        m_checking = false;
                        emit checked(result);
                    });
}

} // namespace widgets
