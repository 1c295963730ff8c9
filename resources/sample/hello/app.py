import json
import os

# Outside the handler: runs once per environment, in the init phase of a cold start.
GREETING = os.environ.get("GREETING", "Hello")
calls = 0


def handler(event, context):
    global calls
    calls += 1  # survives between calls, as long as the environment stays warm

    name = event["name"]  # an event without a name fails: try the event "no-name"
    print(f"call {calls} in this environment, {context.get_remaining_time_in_millis()} ms left")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": f"{GREETING}, {name}!", "call": calls}),
    }
