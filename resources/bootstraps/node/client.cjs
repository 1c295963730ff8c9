// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// HTTP/1.1 to the Runtime API over one kept connection. node:http is not used: it costs more to
// load, and its sockets can't be kept from holding the event loop while a handler runs.
const net = require('net');

const PREFIX = '/2018-06-01/runtime/';

// A text that can stand in a header's line.
const headerValue = (text) => String(text).replace(/[\r\n\0]/g, ' ');

class Client {
  constructor(address) {
    const colon = address.lastIndexOf(':');
    this.host = address.slice(0, colon) || '127.0.0.1';
    this.port = Number(address.slice(colon + 1));
    this.tail = ` HTTP/1.1\r\nHost: ${address}\r\n`;
    this.socket = null;
    this.waiting = null; // {resolve, reject} of the request that has no answer yet
    this.chunks = []; // of the answer so far
    this.have = 0; // bytes in them
    this.need = 0; // bytes of the whole answer; 0: its headers are not complete yet
    this.head = null;
  }

  // The next event: {headers, body}. Holds the event loop until it is there.
  async next() {
    const answer = await this.exchange(`GET ${PREFIX}invocation/next${this.tail}\r\n`);
    if (answer.status !== 200)
      throw new Error(`Failed to get next: ${answer.status}`);
    return answer;
  }

  // Waits until the function is to be loaded.
  standBy() {
    return this.exchange(`GET ${PREFIX}standby${this.tail}\r\n`);
  }

  async post(path, headers, body) {
    const length = Buffer.byteLength(body);
    const answer = await this.exchange(
      `POST ${PREFIX}${path}${this.tail}Content-Type: application/json\r\n${headers}` +
        `Content-Length: ${length}\r\n\r\n${body}`,
    );
    // 413 tells of a response over the limit, which the caller has been told of: go on.
    if (answer.status >= 300 && answer.status !== 413)
      throw new Error(`The Runtime API refused ${path}: ${answer.status} ${answer.body}`);
  }

  // Sends bytes that are part of a request whose answer comes later, see answer().
  write(data, callback) {
    this.connected().write(data, callback);
  }

  // The answer to what write() has sent. Holds the event loop until it is there.
  answer() {
    const socket = this.connected();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      socket.ref();
    });
  }

  exchange(request) {
    const answer = this.answer();
    this.socket.write(request);
    return answer;
  }

  connected() {
    if (this.socket) return this.socket;
    const socket = net.connect(this.port, this.host);
    socket.setNoDelay(true);
    socket.on('data', (data) => this.received(data));
    socket.on('error', (error) => this.lost(socket, error));
    socket.on('close', () =>
      this.lost(socket, new Error('The Runtime API closed the connection')),
    );
    this.socket = socket;
    return socket;
  }

  lost(socket, error) {
    if (socket !== this.socket) return;
    this.socket = null;
    this.chunks = [];
    this.have = this.need = 0;
    const waiting = this.waiting;
    this.waiting = null;
    if (waiting) waiting.reject(error);
  }

  received(data) {
    this.chunks.push(data);
    this.have += data.length;
    if (this.need === 0 && !this.readHead()) return;
    if (this.have < this.need) return;
    const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks, this.have);
    const head = this.head;
    head.body = all.toString('utf8', head.start, this.need);
    const rest = all.subarray(this.need);
    this.chunks = rest.length ? [rest] : [];
    this.have = rest.length;
    this.need = 0;
    const waiting = this.waiting;
    this.waiting = null;
    this.socket.unref(); // whether the loop is empty is the handler's affair from here on
    if (waiting) waiting.resolve(head);
  }

  readHead() {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks, this.have)];
    const data = this.chunks[0];
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const lines = data.toString('utf8', 0, end).split('\r\n');
    const headers = {};
    for (let i = 1; i < lines.length; ++i) {
      const colon = lines[i].indexOf(':');
      headers[lines[i].slice(0, colon).trim().toLowerCase()] = lines[i].slice(colon + 1).trim();
    }
    this.head = { status: Number(lines[0].split(' ', 2)[1]), headers, start: end + 4 };
    this.need = end + 4 + Number(headers['content-length'] || 0);
    return true;
  }
}

module.exports = { Client, PREFIX, headerValue };
