// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// How long each module took to load while the function was loaded. Only on demand: it costs time.
//
// What require() loads is measured around its loading. ES modules are run by Node.js itself, in an
// order of its own: their source gets two calls, at its begin and at its end (importhooks.mjs).
const Module = require('module');
const path = require('path');
const { pathToFileURL, fileURLToPath } = require('url');

const FRAME = 0xa55a0022; // JSON, time stamp, and the flag that says: no log event
const MARK = Symbol.for('aws.lambda.workbench.importTimes');

const entries = []; // {name, parent, begin, self, total}
const loading = []; // of those whose code runs now
const modules = new Map(); // ES modules by URL
const { load } = Module.prototype;
const { _load } = Module;
const builtins = new Set();

const shortName = (file) => (file.startsWith('/var/task/') ? file.slice(10) : file);
const isOurs = (file) => path.dirname(file) === __dirname;

function begin(name, parent) {
  const entry = { name, parent, begin: process.hrtime.bigint(), inner: 0n, total: 0n, nested: [] };
  entries.push(entry);
  loading.push(entry);
  return entry;
}

function end(entry) {
  if (entry.total !== 0n) return;
  entry.total = process.hrtime.bigint() - entry.begin;
  const at = loading.lastIndexOf(entry);
  if (at >= 0) loading.splice(at);
  if (entry.parent) entry.parent.inner += entry.total;
}

function around(name, work) {
  const entry = begin(name, loading.at(-1));
  try {
    return work();
  } finally {
    end(entry);
  }
}

function start() {
  Module.prototype.load = function (file) {
    if (isOurs(file)) return load.call(this, file);
    return around(shortName(file), () => load.call(this, file));
  };
  Module._load = function (request, ...rest) {
    const builtin = Module.isBuiltin(request) && request.replace(/^node:/, '');
    if (!builtin || builtins.has(builtin)) return _load.call(this, request, ...rest);
    builtins.add(builtin);
    return around(`node:${builtin}`, () => _load.call(this, request, ...rest));
  };
  globalThis[MARK] = {
    // An ES module runs after those that it imports: `importer` is not running yet.
    begin(url, importer) {
      const entry = begin(shortName(fileURLToPath(url)), undefined);
      entry.importer = importer;
      modules.set(url, entry);
    },
    end(url) {
      const entry = modules.get(url);
      if (entry) end(entry);
    },
  };
  // From 20.6 and 18.19 on; before, ES modules are not measured.
  Module.register?.(pathToFileURL(path.join(__dirname, 'importhooks.mjs')));
}

// Pre-order, with what a module has loaded below it.
function list() {
  const rows = [];
  for (const entry of entries) {
    const above = entry.parent ?? modules.get(entry.importer);
    if (above && above !== entry) above.nested.push(entry);
    else entry.isRoot = true;
  }
  const sum = (entry) => {
    if (entry.sum !== undefined) return entry.sum;
    entry.sum = 0n; // a circle ends here
    entry.sum = entry.total;
    for (const other of entry.nested) if (!other.parent) entry.sum += sum(other);
    return entry.sum;
  };
  const add = (entry, depth) => {
    if (entry.isListed) return;
    entry.isListed = true;
    rows.push([entry.name, depth, Number(entry.total - entry.inner), Number(sum(entry))]);
    for (const other of entry.nested) add(other, depth + 1);
  };
  for (const entry of entries) if (entry.isRoot) add(entry, 0);
  for (const entry of entries) add(entry, 0); // of a circle
  return rows;
}

// Stops, and tells by `send`.
function finish(send) {
  Module.prototype.load = load;
  Module._load = _load;
  globalThis[MARK].begin = globalThis[MARK].end = () => {};
  send(FRAME, JSON.stringify(list()));
}

module.exports = { start, finish };
