// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The console as Lambda has it: one event a call, as text or JSON, framed where the descriptor is.
const fs = require('fs');
const util = require('util');

const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');
const TENANT_ID = Symbol.for('aws.lambda.runtime.tenantId');

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']; // 1 to 6 in a frame
const FRAME_JSON = 0xa55a0002; // with a time stamp
const FRAME_TEXT = 0xa55a0003;

const asJson = (process.env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON';

function setRequest(requestId, tenantId) {
  globalThis[REQUEST_ID] = requestId;
  globalThis[TENANT_ID] = tenantId;
}

function describe(error) {
  return {
    errorType: error?.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : error.stack,
  };
}

function jsonEvent(time, level, values) {
  const event = { timestamp: time, level, requestId: globalThis[REQUEST_ID] };
  const tenant = globalThis[TENANT_ID];
  if (tenant !== undefined && tenant !== null) event.tenantId = tenant;
  if (values.length === 1) {
    event.message = values[0];
    try {
      return JSON.stringify(event, (_, value) =>
        value instanceof Error ? Object.assign(describe(value), value) : value,
      );
    } catch {
      event.message = util.format(values[0]);
      return JSON.stringify(event);
    }
  }
  event.message = util.format(...values);
  const error = values.find((value) => value instanceof Error);
  if (error) Object.assign(event, describe(error));
  return JSON.stringify(event);
}

function writeFrame(descriptor, type, message, now) {
  const length = Buffer.byteLength(message);
  const frame = Buffer.allocUnsafe(16 + length);
  frame.writeUInt32BE(type >>> 0, 0);
  frame.writeUInt32BE(length, 4);
  frame.writeBigInt64BE(BigInt(now.valueOf()) * 1000n, 8);
  frame.write(message, 16);
  let written = 0;
  while (written < frame.length) written += fs.writeSync(descriptor, frame, written);
}

// Returns write(level, values), level from 1.
function writer(descriptor) {
  return (level, values) => {
    const now = new Date();
    const time = now.toISOString();
    const name = LEVELS[level - 1];
    const text = asJson
      ? jsonEvent(time, name, values)
      : `${time}\t${globalThis[REQUEST_ID]}\t${name}\t${util.format(...values)}`;
    if (descriptor === null) {
      process.stdout.write(text.replace(/\n/g, '\r') + '\n');
      return;
    }
    const message = asJson ? text : text + '\n';
    writeFrame(descriptor, (asJson ? FRAME_JSON : FRAME_TEXT) | (level << 2), message, now);
  };
}

// A frame that is no log event; nothing where there is no descriptor.
let sendFrame = () => {};

function patchConsole() {
  const given = process.env._LAMBDA_TELEMETRY_LOG_FD;
  delete process.env._LAMBDA_TELEMETRY_LOG_FD;
  const descriptor = given === undefined ? null : parseInt(given);
  if (descriptor !== null) sendFrame = (type, text) => writeFrame(descriptor, type, text, new Date());
  const write = writer(descriptor);
  const wanted = LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()) + 1;
  for (let level = 1; level <= LEVELS.length; ++level) {
    const shown = level >= wanted || level === LEVELS.length; // FATAL is never held back
    // A call without arguments logs the word "undefined", as it does on Lambda.
    console[LEVELS[level - 1].toLowerCase()] = shown
      ? (message, ...more) => write(level, [message, ...more])
      : () => {};
  }
  console.log = console.info;
}

// The event for an error that ends an invocation, or the process.
function logError(title, error) {
  const { intoError, logged } = require('./errors.cjs');
  if (asJson) console.error(intoError(error));
  else console.error(title, logged(intoError(error)));
}

module.exports = {
  patchConsole,
  setRequest,
  logError,
  sendFrame: (type, text) => sendFrame(type, text),
};
