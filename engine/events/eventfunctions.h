// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>

namespace engine {

// Values in events that are computed from others: base64, md5, sha256 and upper of a text, bytes
// (of a text, or of JSON without blanks), text (a number as text), null (no text is null), json
// (text that is JSON), map (null is {}), urlkey (an S3 key as S3 encodes it), reason (of an HTTP
// status), dynamo and dynamoKeys (JSON as DynamoDB has it), and lists of "Name: value" lines as
// snsAttributes, sqsAttributes, sqsAttributesMd5, kafkaHeaders, edgeHeaders.
// `value` and the result are JSON texts; `scope` is what else the event knows.
[[nodiscard]] QByteArray applyEventFunction(const QString &name, const QByteArray &value,
                                            const std::map<QString, QByteArray> &scope);

} // namespace engine
