// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.runtime;

// A handler of values: I is made of the event's JSON, O becomes the response's.
public interface RequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
