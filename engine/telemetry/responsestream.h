// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// How the caller takes a response: in one piece (Invoke), or as it comes (InvokeWithResponseStream,
// function URLs with InvokeMode RESPONSE_STREAM). How the function sends it is its own affair.
enum class CallerMode { Buffered, Streaming };

// How fast a streamed response may go to a streaming caller. AsLambda: limits::StreamBurstBytes at
// once and limits::StreamBytesPerSecond after that, held back at the runtime's connection.
enum class StreamBandwidth { Unlimited, AsLambda };

// Whether the caller takes more of a streamed response now. Held: nothing is read from the runtime,
// whose writes wait until it flows again or the function's time is over.
enum class StreamFlow { Flows, Held };

// Part of a streamed response: one arrival, or several in a row that were put together.
struct StreamChunk
{
    std::int64_t offset = 0; // of its first byte in the response
    std::int64_t bytes = 0;
    Nanoseconds first{0}; // when the first of its arrivals came, since the event was delivered
    Nanoseconds last{0};  // and the last one; the same when it is one only
    int arrivals = 1;

    bool operator==(const StreamChunk &) const = default;
};

// How a response came that its runtime sent in streaming mode. An arrival is what was read at once
// of one HTTP chunk: mostly what the function wrote in one go. Pure.
struct ResponseStream
{
    // What is kept of the arrivals' times: past this number neighbours are put together, twice as
    // many each time, so that a stream of any length has 128 to 256 chunks of equally many.
    static constexpr std::size_t MostChunks = 256;

    CallerMode caller = CallerMode::Buffered;
    std::int64_t bytes = 0; // that came; to a streaming caller not more than the service's limit
    std::int64_t arrivals = 0;
    Nanoseconds firstByte{-1}; // since the event was delivered; -1: none came
    std::vector<StreamChunk> chunks;
    int arrivalsPerChunk = 1; // the last chunk may have fewer
    // The error object behind the bytes, when it failed on its way.
    QByteArray error;

    void take(std::int64_t size, Nanoseconds at);

    bool operator==(const ResponseStream &) const = default;
};

// The text that history keeps of chunks and error, and back into a stream that has the rest;
// lines that can't be read are left out.
[[nodiscard]] QByteArray writeStreamChunks(const ResponseStream &stream);
void readStreamChunks(const QByteArray &text, ResponseStream *stream);

} // namespace engine
