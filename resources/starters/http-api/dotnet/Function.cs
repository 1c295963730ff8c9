using System.Text.Json;
using System.Text.Json.Nodes;

namespace Example;

// Everything of the request is in the event; what is returned becomes the HTTP response.
public class Function
{
    public Stream Handle(Stream input)
    {
        JsonNode? request = JsonNode.Parse(input);
        string name = (string?)request?["pathParameters"]?["name"] ?? "world";
        string greeting = (string?)request?["queryStringParameters"]?["greeting"] ?? "Hello";
        Console.WriteLine((string?)request?["routeKey"]);
        return name.All(char.IsAsciiLetter)
            ? Answer(200, new { message = $"{greeting}, {name}!" })
            : Answer(400, new { error = "a name has letters only" });
    }

    private static Stream Answer(int statusCode, object body) =>
        new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new
        {
            statusCode,
            headers = new Dictionary<string, string> { ["content-type"] = "application/json" },
            body = JsonSerializer.Serialize(body),
        }));
}
