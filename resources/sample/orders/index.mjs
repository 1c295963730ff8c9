// An ES module: top-level code, and "await" in it, belongs to the init phase.
const currency = process.env.CURRENCY ?? 'EUR';
const vatPercent = Number(process.env.VAT_PERCENT ?? '19');

// Cents, not euros: money is not for floating point.
const priceList = new Map([
  ['coffee', 349],
  ['tea', 299],
  ['cake', 425],
]);

const respond = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const handler = async (event) => {
  const { method, path } = event.requestContext.http;
  console.log(`${method} ${path}`);

  const text = event.isBase64Encoded
    ? Buffer.from(event.body, 'base64').toString('utf8')
    : event.body;
  const order = JSON.parse(text); // text that is no JSON throws: try the event "broken-body"

  const lines = [];
  for (const { item, quantity } of order.items) {
    const price = priceList.get(item);
    if (price === undefined) {
      // A wrong request is not a failed function: answer it with a status of its own.
      return respond(422, { error: `There is no "${item}".` });
    }
    lines.push({ item, quantity, cents: price * quantity });
  }
  const net = lines.reduce((sum, line) => sum + line.cents, 0);
  const vat = Math.round((net * vatPercent) / 100);
  return respond(201, { currency, lines, net, vat, total: net + vat });
};
