// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/model/functionconfig.h"
#include "engine/project/templateresolver.h"
#include "engine/project/templatetree.h"

namespace engine {

// What a template says about asynchronous events. Reads over what is there already, so that a
// function's own settings come after those of Globals. A target whose expression has no value is
// left out; the resolver's takeUnresolved() has it.
class AsyncReader
{
public:
    // Something that can't be used as it stands.
    struct Mistake
    {
        const TemplateNode *node = nullptr;
        QString property; // "EventInvokeConfig.MaximumRetryAttempts"
        QString value;
        bool notANumber = false; // text stands where a number belongs
    };

    // Both must outlive this object.
    AsyncReader(const TemplateTree &tree, TemplateResolver &resolver);

    // EventInvokeConfig of a SAM function, or the properties of an AWS::Lambda::EventInvokeConfig.
    // SAM makes the queue or topic itself where a Type has no Destination; it is named after
    // `functionId`, as SAM names it.
    void readEventInvokeConfig(const TemplateNode *node, const QString &functionId,
                               AsyncConfig *config);
    // DeadLetterQueue of a SAM function, or DeadLetterConfig.
    void readDeadLetter(const TemplateNode *node, const QString &property, AsyncConfig *config);
    void readRecursiveLoop(const TemplateNode *node, RecursiveLoop *loop);

    [[nodiscard]] std::vector<Mistake> takeMistakes();

private:
    template <typename Number>
    void readNumber(const TemplateNode *mapping, const char16_t *name, Number set);
    void readTarget(const TemplateNode *node, const QString &event, const QString &functionId,
                    QString *target);
    void readText(const TemplateNode *node, const QString &property, QString *text);

    const TemplateTree &m_tree;
    TemplateResolver &m_resolver;
    std::vector<Mistake> m_mistakes;
};

// Does this resource configure the events of a function (AWS::Lambda::EventInvokeConfig)?
[[nodiscard]] bool isEventInvokeConfigResource(const TemplateNode *resource);

} // namespace engine
