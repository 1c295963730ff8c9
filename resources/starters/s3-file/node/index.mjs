export const handler = async (event) => {
  const files = [];
  for (const record of event.Records) { // one in practice; the list must be handled all the same
    const bucket = record.s3.bucket.name;
    const key = decodeURIComponent(record.s3.object.key.replaceAll('+', ' ')); // URL-encoded
    const size = record.s3.object.size ?? 0; // a deletion has none
    console.log(record.eventName, `s3://${bucket}/${key}`, size, 'bytes');
    files.push({ bucket, key, size });
    // GetObjectCommand of @aws-sdk/client-s3 reads it
  }
  return { files };
};
