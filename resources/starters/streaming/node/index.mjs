import { setTimeout as sleep } from 'node:timers/promises';

// What is written goes to the client at once; "awslambda" is the runtime's own.
export const handler = awslambda.streamifyResponse(async (event, responseStream, context) => {
  const stream = awslambda.HttpResponseStream.from(responseStream, {
    statusCode: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
  const count = Number(event.queryStringParameters?.count ?? 3);
  for (let i = 1; i <= count; i += 1) {
    stream.write(`line ${i} of ${count}\n`);
    await sleep(100);
  }
  stream.end();
});
