// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// What an error becomes: the document that the caller gets, the text in the log, X-Ray's cause.

const CAUSE_LIMIT = 1024 * 1024; // of the header, as in the official clients

// An error with one of Lambda's own names; `cause` is its text, or the error that it stands for.
function runtimeError(kind, cause) {
  const Class = { [kind]: class extends Error {} }[kind]; // JSON logs show the class's name
  Class.prototype.name = `Runtime.${kind}`; // before it is made: the stack begins with it
  return new Class(cause);
}

const intoError = (error) => (error instanceof Error ? error : new Error(error));

const clean = (text) => text.replace(/\x7F/g, '%7F');

function looksLikeError(value) {
  return (
    value &&
    ['name', 'message', 'stack'].every((key) => value[key] && typeof value[key] === 'string')
  );
}

function document(error) {
  require('./native.cjs').explain(error);
  try {
    if (require('util').types.isNativeError(error) || looksLikeError(error)) {
      return {
        errorType: clean(error.name),
        errorMessage: clean(error.message),
        trace: clean(error.stack).split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or ' +
        'more of its message, name, and stack',
    };
  }
}

// The log's form: a tab and JSON with the error's own members.
function logged(error) {
  const replace = (_, value) => {
    if (!(value instanceof Error)) return value;
    const members = {
      errorType: value.name,
      errorMessage: value.message,
      code: value.code,
      ...value,
    };
    if (typeof value.stack === 'string') members.stack = value.stack.split('\n');
    return members;
  };
  try {
    return '\t' + JSON.stringify(error, replace);
  } catch {
    return '\t' + JSON.stringify(document(error));
  }
}

// Empty when there is none, or when it is too long for a header.
function cause(error) {
  try {
    const stack = [];
    for (const line of error.stack ? clean(error.stack).split('\n').slice(1) : []) {
      const text = line.trim().replace(/\(|\)/g, '').replace(/^\S+ /, '');
      const blank = text.lastIndexOf(' ');
      const place = text.slice(blank + 1).split(':');
      const label = blank > 0 ? text.slice(0, blank) : 'anonymous';
      stack.push({ path: place[0], line: parseInt(place[1]), label });
    }
    const text = JSON.stringify({
      working_directory: process.cwd(),
      exceptions: [{ type: clean(error.name), message: clean(error.message), stack }],
      paths: [...new Set(stack.map((entry) => entry.path))],
    });
    return Buffer.byteLength(text) < CAUSE_LIMIT ? text : '';
  } catch {
    return '';
  }
}

module.exports = { runtimeError, intoError, document, logged, cause };
