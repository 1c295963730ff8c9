// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.IO;
using System.Reflection;
using System.Text;

// Values by the framework's own serializer, found by name: the compiler of the tests does not know it.
public sealed class TestJson : Amazon.Lambda.Core.ILambdaSerializer
{
    private static readonly Type Serializer = Type.GetType("System.Text.Json.JsonSerializer, System.Text.Json");
    private static readonly Type Options = Type.GetType("System.Text.Json.JsonSerializerOptions, System.Text.Json");

    public T Deserialize<T>(Stream stream)
    {
        string text = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        return (T)Call("Deserialize", new[] { typeof(string), typeof(Type), Options }, text, typeof(T), null);
    }

    public void Serialize<T>(T value, Stream stream)
    {
        object text = Call("Serialize", new[] { typeof(object), typeof(Type), Options }, value,
                           value == null ? typeof(T) : value.GetType(), null);
        byte[] bytes = Encoding.UTF8.GetBytes((string)text);
        stream.Write(bytes, 0, bytes.Length);
    }

    private static object Call(string name, Type[] types, params object[] arguments)
    {
        try
        {
            return Serializer.GetMethod(name, types).Invoke(null, arguments);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException;
        }
    }
}
