// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// The Lambda runtime for Node.js: fetches events, calls the handler, posts what it returns.
//
// A CommonJS script, because starting one takes 5 ms less than starting an ES module. The
// connection to the Runtime API holds the event loop only while an answer is awaited; so the loop
// runs empty exactly when the handler has left nothing behind, and "beforeExit" tells it.
const log = require('./log.cjs');
const { Client, headerValue } = require('./client.cjs');
const {
  load,
  offerStreaming,
  offerCollection,
  isStreaming,
  HIGH_WATER_MARK,
} = require('./handler.cjs');

const NODE_EXIT =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly ' +
  'caused by a Promise that was never settled. For more information, see ' +
  'https://nodejs.org/docs/latest/api/process.html#exit-codes';
const CALLBACK_WARNING =
  'AWS Lambda plans to remove support for callback-based function handlers starting with ' +
  'Node.js 24. You will need to update this function to use an async handler to use Node.js 24 ' +
  'or later. For more information and to provide feedback on this change, see ' +
  'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable ' +
  'this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.';
const CALLBACK_ERROR =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with ' +
  'Node.js 24. You need to modify this function to use a supported handler signature to use ' +
  'Node.js 24 or later. For more information see ' +
  'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';
const DONE_TWICE =
  'Invocation has already been reported as done. Cannot call complete more than once per ' +
  'invocation.';

const client = new Client(process.env.AWS_LAMBDA_RUNTIME_API);
const asked = /nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV || '');
// From Node.js 24 on, Lambda has no callbacks.
const withCallbacks = Number(asked ? asked[1] : process.versions.node.split('.')[0]) < 24;

let ready = false; // the handler is loaded
let whenLoopIsEmpty = () => {
  if (!ready) process.exitCode = 13; // an await at the module's top level that nothing settles
};
let reportFatal = (error) => {
  const content = errors().document(error);
  const type = headerValue(content.errorType);
  const headers = `Lambda-Runtime-Function-Error-Type: ${type}\r\n`;
  return client.post('init/error', headers, JSON.stringify(content));
};

const errors = () => require('./errors.cjs');

function stringify(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch {
    const text = 'Unable to stringify response body';
    throw withCallbacks ? new Error(text) : errors().runtimeError('JSONStringifyError', text);
  }
}

function postError(id, error) {
  const cause = errors().cause(errors().intoError(error));
  const headers = cause ? `Lambda-Runtime-Function-XRay-Error-Cause: ${cause}\r\n` : '';
  return client.post(`invocation/${id}/error`, headers, JSON.stringify(errors().document(error)));
}

// Ends the process after `error`, which nothing has caught, was reported.
function die(error, status) {
  reportFatal(error).then(
    () => process.exit(status),
    () => process.exit(status),
  );
}

function uncaught(error) {
  log.logError('Uncaught Exception', error);
  die(error, 129);
}

process.on('uncaughtException', uncaught);
process.on('unhandledRejection', (reason, promise) => {
  const error = errors().runtimeError('UnhandledPromiseRejection', String(reason));
  error.reason = reason;
  error.promise = promise;
  log.logError('Unhandled Promise Rejection', error);
  die(error, 128);
});
process.on('beforeExit', () => whenLoopIsEmpty());

function parseHeader(text, name) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

// Adds to `context` what environment and headers tell. Its order is that of the printed context.
function fill(context, headers) {
  const trace = headers['lambda-runtime-trace-id'];
  if (trace) process.env._X_AMZN_TRACE_ID = trace;
  else delete process.env._X_AMZN_TRACE_ID;
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  context.functionVersion = process.env.AWS_LAMBDA_FUNCTION_VERSION;
  context.functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  context.memoryLimitInMB = process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;
  context.logGroupName = process.env.AWS_LAMBDA_LOG_GROUP_NAME;
  context.logStreamName = process.env.AWS_LAMBDA_LOG_STREAM_NAME;
  context.clientContext = parseHeader(headers['lambda-runtime-client-context'], 'ClientContext');
  context.identity = parseHeader(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity');
  context.invokedFunctionArn = headers['lambda-runtime-invoked-function-arn'];
  context.awsRequestId = headers['lambda-runtime-aws-request-id'];
  context.tenantId = headers['lambda-runtime-aws-tenant-id'];
  context.getRemainingTimeInMillis = () => deadline - Date.now();
  return context;
}

function contextWithWaiting(members) {
  let waits = true;
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value;
    },
    ...members,
  };
  return context;
}

const isPromise = (value) => value && typeof value.then === 'function';

function schedule(handle) {
  setImmediate(() => {
    client
      .next()
      .then(handle)
      .catch((error) => {
        console.log(`Unexpected Top Level Error: ${error}`);
        uncaught(error);
      });
  });
}

// Calls a handler that returns its response. `next` asks for the next event.
function bufferedInvocation(handler, next) {
  const isAsync = handler.constructor?.name === 'AsyncFunction';
  return ({ headers, body }) => {
    const id = headers['lambda-runtime-aws-request-id'];
    log.setRequest(id, headers['lambda-runtime-aws-tenant-id']);
    reportFatal = (error) => postError(id, error);

    let finished = false; // one of the ways to end it has been taken
    let completed = false; // a response was sent
    const once = (end) => (first, second) => {
      if (finished) return;
      end(first, second);
      finished = true; // not before: a response that can't be sent may still become an error
    };
    const sendError = (error) => {
      log.logError('Invoke Error', error);
      postError(id, error).then(next, uncaught);
    };
    const complete = (result) => {
      if (completed) {
        console.error(DONE_TWICE);
        return;
      }
      completed = true;
      client.post(`invocation/${id}/response`, '', stringify(result)).then(next, uncaught);
    };
    const done = (error, result) => {
      whenLoopIsEmpty = () => {};
      if (error !== undefined && error !== null) sendError(error);
      else complete(result);
    };
    const succeed = once((result) => done(null, result));
    const fail = once((error) => done(error ?? 'handled'));
    const callback = once((error, result) => {
      if (!context.callbackWaitsForEmptyEventLoop || (error !== undefined && error !== null)) {
        done(error, result);
        return;
      }
      whenLoopIsEmpty = () => {
        whenLoopIsEmpty = () => {};
        setImmediate(() => complete(result));
      };
    });
    const context = withCallbacks
      ? contextWithWaiting({ succeed, fail, done: once(done) })
      : {};

    whenLoopIsEmpty = () => {
      whenLoopIsEmpty = () => {};
      completed = finished = true;
      if (isAsync || !withCallbacks) sendError(errors().runtimeError('NodeJsExit', NODE_EXIT));
      else client.post(`invocation/${id}/response`, '', 'null').then(next, uncaught);
    };
    try {
      const event = JSON.parse(body);
      fill(context, headers);
      const runtime = new Runtime(handler);
      const result = withCallbacks
        ? runtime.handler(event, context, callback)
        : runtime.handler(event, context);
      if (isPromise(result)) result.then(succeed, fail).catch(fail);
      else if (!withCallbacks) succeed(result);
    } catch (error) {
      fail(error);
    }
  };
}

// Handlers are called as a method of it: that is what `this` is in them, and what a stack trace says.
class Runtime {
  constructor(handler) {
    this.handler = handler;
  }
}

// Calls a handler that writes its response to a stream.
function streamingInvocation(handler, next) {
  const { ResponseStream } = require('./stream.cjs');
  return ({ headers, body }) => {
    const id = headers['lambda-runtime-aws-request-id'];
    log.setRequest(id, headers['lambda-runtime-aws-tenant-id']);
    const stream = new ResponseStream(
      client,
      `invocation/${id}/response`,
      handler[HIGH_WATER_MARK],
    );
    stream.on('error', () => {}); // a failed write is told by the answer, or by its absence
    const answered = new Promise((resolve) => stream.once('answered', resolve));
    reportFatal = (error) => {
      stream.fail(error);
      return answered;
    };
    const context = contextWithWaiting({});
    let over = false;
    const finish = () => {
      if (over) return;
      over = true;
      if (!context.callbackWaitsForEmptyEventLoop) return next();
      whenLoopIsEmpty = () => {
        whenLoopIsEmpty = () => {};
        setImmediate(next);
      };
    };
    const fail = (error) => {
      if (over) return;
      whenLoopIsEmpty = () => {};
      log.logError('Invoke Error', error);
      stream.fail(error);
      answered.then(finish);
    };

    whenLoopIsEmpty = () => fail(errors().runtimeError('NodeJsExit', NODE_EXIT));
    const call = async () => {
      const runtime = new Runtime(handler);
      const result = runtime.handler(JSON.parse(body), stream, fill(context, headers));
      if (!isPromise(result)) return fail('Streaming does not support non-async handlers.');
      if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
      // It may be ended later, by a pipe for example; not when nothing is left to do it.
      whenLoopIsEmpty = () => fail('Response stream is not finished.');
      answered.then(finish);
    };
    call().catch(fail);
  };
}

async function main() {
  log.patchConsole();
  offerStreaming();
  offerCollection();
  const root = process.env.LAMBDA_TASK_ROOT || process.cwd();
  let handler;
  if (process.argv.at(-1) === '--standby') {
    process.argv.pop();
    await import('data:text/javascript,'); // has what loads ES modules ready
    await client.standBy();
  }
  const explain = process.env._LAMBDA_WORKBENCH_EXPLAIN_INIT !== undefined;
  delete process.env._LAMBDA_WORKBENCH_EXPLAIN_INIT;
  if (explain) require('./importtimes.cjs').start();
  try {
    handler = await load(root, process.argv[2] ?? process.env._HANDLER);
  } finally {
    if (explain) require('./importtimes.cjs').finish(log.sendFrame);
  }
  const streaming = isStreaming(handler);
  if (!streaming && handler.length >= 3) {
    if (!withCallbacks) throw errors().runtimeError('CallbackHandlerDeprecated', CALLBACK_ERROR);
    const silent = process.env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING !== undefined;
    if (handler.length === 3 && handler.constructor?.name !== 'AsyncFunction' && !silent)
      console.warn(CALLBACK_WARNING);
  }
  ready = true;
  const invocation = streaming ? streamingInvocation : bufferedInvocation;
  const handle = invocation(handler, () => schedule(handle));
  schedule(handle);
}

main().catch(uncaught);
