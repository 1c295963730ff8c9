// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The stream that a streaming handler writes its response to: a chunked post, with trailers when
// the handler fails on the way.
const { Writable } = require('stream');
const { PREFIX, headerValue } = require('./client.cjs');
const { runtimeError, document } = require('./errors.cjs');

const TYPE = 'Lambda-Runtime-Function-Error-Type';
const BODY = 'Lambda-Runtime-Function-Error-Body';

class ResponseStream extends Writable {
  #client;
  #path;
  #started = false; // the request's head is sent
  #written = false;
  #contentType = 'application/octet-stream';
  #trailers = '';

  constructor(client, path, highWaterMark) {
    super({ decodeStrings: true, ...(highWaterMark ? { highWaterMark } : {}) });
    this.#client = client;
    this.#path = path;
  }

  setContentType(type) {
    if (this.#written)
      throw runtimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    this.#contentType = type;
  }

  write(chunk, encoding, callback) {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) chunk = JSON.stringify(chunk);
    if (!this.#written) {
      this.#written = true;
      if (typeof this._onBeforeFirstWrite === 'function')
        this._onBeforeFirstWrite((data) => super.write(data));
    }
    return super.write(chunk, encoding, callback);
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') [chunk, callback] = [undefined, chunk];
    else if (typeof encoding === 'function') [encoding, callback] = [undefined, encoding];
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    return super.end(callback);
  }

  // Ends the stream with the error behind what was written.
  fail(error) {
    if (this.writableEnded) return;
    const content = document(error);
    const body = Buffer.from(JSON.stringify(content)).toString('base64');
    this.#trailers = `${TYPE}: ${headerValue(content.errorType)}\r\n${BODY}: ${body}\r\n`;
    super.end();
  }

  #head() {
    if (this.#started) return '';
    this.#started = true;
    return (
      `POST ${PREFIX}${this.#path}${this.#client.tail}` +
      'Lambda-Runtime-Function-Response-Mode: streaming\r\n' +
      `Trailer: ${TYPE}, ${BODY}\r\n` +
      `Content-Type: ${headerValue(this.#contentType)}\r\n` +
      'Transfer-Encoding: chunked\r\n\r\n'
    );
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) return callback(); // an empty chunk would end the body
    const size = Buffer.from(`${this.#head()}${chunk.length.toString(16)}\r\n`);
    this.#client.write(Buffer.concat([size, chunk, Buffer.from('\r\n')]), callback);
  }

  _final(callback) {
    this.#client.write(`${this.#head()}0\r\n${this.#trailers}\r\n`);
    this.#client.answer().then((answer) => {
      this.emit('answered', answer);
      callback();
    }, callback);
  }
}

module.exports = { ResponseStream };
