import json


def handler(event, context):
    # Everything of the request is in the event; what is returned becomes the HTTP response.
    name = (event.get("pathParameters") or {}).get("name", "world")
    query = event.get("queryStringParameters") or {}
    print(event["requestContext"]["http"]["method"], event["rawPath"])
    if not name.isalpha():
        return answer(400, {"error": "a name has letters only"})
    return answer(200, {"message": f"{query.get('greeting', 'Hello')}, {name}!"})


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body),
    }
