export const handler = async (event) => {
  for (const record of event.Records) {
    const change = record.dynamodb;
    try {
      // Values come as DynamoDB has them: {"S": "text"}, {"N": "12.5"}
      console.log(record.eventName, plain(change.Keys), plain(change.OldImage ?? {}), '->',
        plain(change.NewImage ?? {}));
    } catch (error) {
      console.log('failed', change.SequenceNumber, error.message);
      // From this record on the stream comes again.
      return { batchItemFailures: [{ itemIdentifier: change.SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
};

const plain = (image) =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, valueOf(value)]));

const valueOf = (value) => {
  const [[kind, content]] = Object.entries(value);
  if (kind === 'N') return Number(content);
  if (kind === 'M') return plain(content);
  if (kind === 'L') return content.map(valueOf);
  return kind === 'NULL' ? null : content;
};
