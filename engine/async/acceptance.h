// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"
#include "engine/model/function.h"

namespace engine {

// What the caller of an asynchronous invocation is told at once.
struct AsyncAnswer
{
    int statusCode = 202;
    QString requestId;               // also of a request that was refused
    QString errorType = {};          // "InvalidRequestContentException"; empty: accepted
    QString message = {};            // the service's own text; not translated
    std::optional<Error> error = {}; // the same for people, with place and remedy
    QString functionName = {};

    [[nodiscard]] bool accepted() const { return statusCode == 202; }
};

// Checks in the service's order, without the queue: size (413), existence (404; 500 where the
// function is there but can't be used, which would not have been deployed), JSON (400). `id` is the
// new request's. Reserved concurrency is not looked at: the service accepts what it will never run.
[[nodiscard]] AsyncAnswer checkAcceptance(const InvokeRequest &request,
                                          const Result<Function> &function, const QString &id);
// The queue could not take it.
[[nodiscard]] AsyncAnswer notAccepted(AsyncAnswer answer, const Error &error);

} // namespace engine

Q_DECLARE_METATYPE(engine::AsyncAnswer)
