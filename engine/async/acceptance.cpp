// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/acceptance.h"

#include <utility>

#include "engine/core/json.h"
#include "engine/core/messages.h"
#include "engine/model/limits.h"

namespace engine {
namespace {

AsyncAnswer refused(AsyncAnswer answer, int status, const QString &type, const QString &message,
                    const Error &error)
{
    answer.statusCode = status;
    answer.errorType = type;
    answer.message = message;
    answer.error = error;
    return answer;
}

} // namespace

AsyncAnswer checkAcceptance(const InvokeRequest &request, const Result<Function> &function,
                            const QString &id)
{
    AsyncAnswer answer;
    answer.requestId = id;
    answer.functionName = function ? function->config.name : request.functionName;
    if (request.payload.size() > limits::AsyncPayloadBytes)
        return refused(std::move(answer), 413, QStringLiteral("RequestTooLargeException"),
                       QStringLiteral("Request must be smaller than %1 bytes for the "
                                      "InvokeFunction operation")
                           .arg(limits::AsyncPayloadBytes),
                       {Error::Code::PayloadTooLarge, QString::number(limits::AsyncPayloadBytes)});
    if (!function && function.error().code == Error::Code::UnknownFunction) {
        Function missing;
        missing.config.name = request.functionName;
        return refused(std::move(answer), 404, QStringLiteral("ResourceNotFoundException"),
                       QStringLiteral("Function not found: %1").arg(missing.arn()),
                       function.error());
    }
    if (!function) // a function that was never deployed, as its template or code can't be used
        return refused(std::move(answer), 500, QStringLiteral("ServiceException"),
                       explain(function.error()).sentence, function.error());
    const QByteArray payload = request.payload.isEmpty() ? QByteArray("{}") : request.payload;
    if (const auto json = checkJson(payload); !json) {
        Error error = json.error();
        error.code = Error::Code::PayloadNotJson;
        return refused(
            std::move(answer), 400, QStringLiteral("InvalidRequestContentException"),
            QStringLiteral("Could not parse request body into json: Could not parse payload into "
                           "json: %1\n at [Source: REDACTED (`StreamReadFeature."
                           "INCLUDE_SOURCE_IN_LOCATION` disabled); line: %2, column: %3]")
                .arg(error.detail)
                .arg(error.line)
                .arg(error.column),
            error);
    }
    return answer;
}

AsyncAnswer notAccepted(AsyncAnswer answer, const Error &error)
{
    return refused(std::move(answer), 500, QStringLiteral("ServiceException"),
                   explain(error).sentence, error);
}

} // namespace engine
