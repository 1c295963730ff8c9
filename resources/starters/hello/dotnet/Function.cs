using System.Text.Json;
using System.Text.Json.Nodes;

namespace Example;

// Streams in and out need no package; with Amazon.Lambda.Core and a serializer the parameters may be
// classes of your own.
public class Function
{
    // The object is made once per environment, in the init phase of a cold start.
    private int _calls;

    public Stream Handle(Stream input)
    {
        _calls++;
        string name = (string?)JsonNode.Parse(input)?["name"] ?? "world";
        Console.WriteLine($"greeting {name}"); // what is printed goes to the log
        return new MemoryStream(
            JsonSerializer.SerializeToUtf8Bytes(new { message = $"Hello, {name}!", calls = _calls }));
    }
}
