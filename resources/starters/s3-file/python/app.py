from urllib.parse import unquote_plus


def handler(event, context):
    files = []
    for record in event["Records"]:  # one in practice; the list must be handled all the same
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])  # keys come URL-encoded
        size = record["s3"]["object"].get("size", 0)  # a deletion has none
        print(record["eventName"], f"s3://{bucket}/{key}", size, "bytes")
        files.append({"bucket": bucket, "key": key, "size": size})
        # boto3.client("s3").get_object(Bucket=bucket, Key=key) reads it
    return {"files": files}
