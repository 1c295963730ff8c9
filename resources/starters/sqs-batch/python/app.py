import json


def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            process(json.loads(record["body"]))
        except Exception as error:  # the others go on; this one comes again
            print("failed", record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    # Without FunctionResponseTypes in the template this would be ignored, and with an exception
    # all of the batch would come again.
    return {"batchItemFailures": failures}


def process(order):
    print("order", order["orderId"])
