// Everything of the request is in the event; what is returned becomes the HTTP response.
export const handler = async (event) => {
  const name = event.pathParameters?.name ?? 'world';
  const greeting = event.queryStringParameters?.greeting ?? 'Hello';
  console.log(event.requestContext.http.method, event.rawPath);
  if (!/^[A-Za-z]+$/.test(name)) return answer(400, { error: 'a name has letters only' });
  return answer(200, { message: `${greeting}, ${name}!` });
};

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
