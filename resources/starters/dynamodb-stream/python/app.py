def handler(event, context):
    failures = []
    for record in event["Records"]:
        change = record["dynamodb"]
        try:
            # Values come as DynamoDB has them: {"S": "text"}, {"N": "12.5"}
            before = plain(change.get("OldImage", {}))
            after = plain(change.get("NewImage", {}))
            print(record["eventName"], plain(change["Keys"]), before, "->", after)
        except Exception as error:
            # From this record on the stream comes again.
            print("failed", change["SequenceNumber"], error)
            failures.append({"itemIdentifier": change["SequenceNumber"]})
            break
    return {"batchItemFailures": failures}


def plain(image):
    return {name: value_of(value) for name, value in image.items()}


def value_of(value):
    [(kind, content)] = value.items()
    if kind == "N":
        return float(content)
    if kind == "M":
        return plain(content)
    if kind == "L":
        return [value_of(each) for each in content]
    return None if kind == "NULL" else content
