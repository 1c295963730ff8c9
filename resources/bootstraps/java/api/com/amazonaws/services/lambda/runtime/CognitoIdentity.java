// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

// The caller's identity, where it has one of Amazon Cognito.
public interface CognitoIdentity {
    String getIdentityId();

    String getIdentityPoolId();
}
