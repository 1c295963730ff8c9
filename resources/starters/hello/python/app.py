# Code out here runs once per environment, in the init phase of a cold start.
calls = 0


def handler(event, context):
    global calls
    calls += 1
    name = event.get("name", "world")
    print("greeting", name)  # what is printed goes to the log
    return {"message": f"Hello, {name}!", "calls": calls}
