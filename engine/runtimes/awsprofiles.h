// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "engine/core/result.h"
#include "engine/model/functionconfig.h"

namespace engine {

// The user's AWS profiles: ~/.aws/credentials, or what AWS_SHARED_CREDENTIALS_FILE names.
[[nodiscard]] QString awsCredentialsFile();

// Names of the profiles in it, in its order; none without the file.
[[nodiscard]] QStringList awsProfiles(const QString &file);

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (empty when the profile has none).
// Fails with ProfileMissing when there is no such profile, or one without keys of its own: those
// of single sign-on and of programs are not fetched (detail: the profile; place: the file).
[[nodiscard]] Result<std::vector<EnvironmentVariable>> awsCredentials(const QString &profile,
                                                                      const QString &file);

} // namespace engine
