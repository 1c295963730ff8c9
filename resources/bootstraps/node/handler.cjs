// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// From a handler string such as "folder/module.export" to the function it names.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

// Users know the runtime's own entry in a "Require stack" by this name.
const userRequire = createRequire(path.join(__dirname, 'index.mjs'));

const fail = (kind, cause) => {
  throw require('./errors.cjs').runtimeError(kind, cause);
};

const requireFile = (file) => (fs.existsSync(file) ? userRequire(file) : undefined);

const importFile = (file) =>
  fs.existsSync(file) ? import(pathToFileURL(file).href) : undefined;

function packageIsModule(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = path.join(folder, 'package.json');
  if (fs.existsSync(file)) {
    try {
      const content = JSON.parse(fs.readFileSync(file));
      if (content) return content.type === 'module';
    } catch (error) {
      console.warn(
        `${file} cannot be read, it will be ignored for ES module detection purposes.`,
        error,
      );
      return false;
    }
  }
  return folder === '/' ? false : packageIsModule(path.dirname(folder));
}

async function loadModule(root, folder, name) {
  const base = path.resolve(root, folder, name);
  const isModule = fs.existsSync(base + '.js') && packageIsModule(path.dirname(base));
  const loaded =
    requireFile(base) ||
    (isModule ? await importFile(base + '.js') : requireFile(base + '.js')) ||
    (await importFile(base + '.mjs')) ||
    requireFile(base + '.cjs');
  return loaded || userRequire(userRequire.resolve(name, { paths: [root, folder] }));
}

// Rejects with an error that has the name Lambda gives it.
async function load(root, handler) {
  if (handler.includes('..')) {
    fail(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root ` +
        'directories in handler names.',
    );
  }
  const last = path.basename(handler);
  const folder = handler.substring(0, handler.indexOf(last));
  const dot = last.indexOf('.');
  if (dot < 0) fail('MalformedHandlerName', 'Bad handler');
  let loaded;
  try {
    loaded = await loadModule(root, folder, last.slice(0, dot));
  } catch (error) {
    if (error instanceof SyntaxError) fail('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND') fail('ImportModuleError', error);
    throw error;
  }
  const names = last.slice(dot + 1).split('.');
  const found = names.reduce((object, name) => object && object[name], loaded);
  if (!found) fail('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') fail('HandlerNotFound', `${handler} is not a function`);
  return found;
}

// The global object that marks streaming handlers.
function offerStreaming() {
  const hidden = process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA;
  if (hidden === '1' || hidden === 'true') return;
  globalThis.awslambda = {
    streamifyResponse: (handler, options) => {
      handler[STREAMING] = 'response';
      if (typeof options?.highWaterMark === 'number')
        handler[HIGH_WATER_MARK] = parseInt(options.highWaterMark);
      return handler;
    },
    HttpResponseStream: class HttpResponseStream {
      static from(stream, prelude) {
        stream.setContentType('application/vnd.awslambda.http-integration-response');
        const text = JSON.stringify(prelude);
        stream._onBeforeFirstWrite = (write) => {
          write(text);
          write(new Uint8Array(8));
        };
        return stream;
      }
    },
  };
}

// What Node's flag --expose-gc would do, without what that flag costs at each start.
function offerCollection() {
  globalThis.gc = function gc(...options) {
    require('v8').setFlagsFromString('--expose-gc');
    globalThis.gc = require('vm').runInNewContext('gc');
    return globalThis.gc(...options);
  };
}

function isStreaming(handler) {
  const kind = handler[STREAMING];
  if (kind === undefined || kind === null || kind === false) return false;
  if (kind !== 'response') fail('MalformedStreamingHandler', 'Only response streaming is supported.');
  return true;
}

module.exports = { load, offerStreaming, offerCollection, isStreaming, HIGH_WATER_MARK };
