export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await process(JSON.parse(record.body));
    } catch (error) { // the others go on; this one comes again
      console.log('failed', record.messageId, error.message);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  // Without FunctionResponseTypes in the template this would be ignored, and with an exception all
  // of the batch would come again.
  return { batchItemFailures };
};

const process = async (order) => {
  if (order.orderId === undefined) throw new Error('no order id');
  console.log('order', order.orderId);
};
