// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace LambdaWorkbench.Runtime
{
    // A message whose {names} stand for arguments: "{count}", "{0}", "{price:0.00}", "{@order}". In
    // JSON they are members too.
    internal sealed class LogTemplate
    {
        private const string TimeForm = "yyyy-MM-ddTHH:mm:ss.fffZ";

        private sealed class Property
        {
            internal string Token, Name, Form; // "{@order:x}", "order", "x" or null
            internal bool IsJson;
        }

        private readonly List<Property> m_properties = new List<Property>();
        private readonly object[] m_arguments;
        private readonly bool m_positional;

        internal readonly string Message;

        internal LogTemplate(string text, object[] arguments)
        {
            m_arguments = arguments;
            if (arguments == null || arguments.Length == 0)
            {
                Message = text ?? "";
                return;
            }
            List<object> parts = Parse(text ?? "");
            m_positional = AreNumbered();
            StringBuilder message = new StringBuilder();
            int index = 0;
            foreach (object part in parts)
            {
                Property property = part as Property;
                if (property == null)
                    message.Append(part);
                else
                    message.Append(InMessage(property, index++));
            }
            Message = message.ToString();
        }

        // The arguments' values, by name; what is null is left out.
        internal void AppendMembers(StringBuilder json)
        {
            for (int i = 0; i < m_properties.Count; ++i)
            {
                object value;
                if (!Argument(m_properties[i], i, out value) || value == null)
                    continue;
                json.Append(',').Append(Json.Quoted(m_properties[i].Name)).Append(':');
                AppendValue(json, m_properties[i], value);
            }
        }

        // Texts and Properties in their order.
        private List<object> Parse(string text)
        {
            List<object> parts = new List<object>();
            StringBuilder plain = new StringBuilder();
            int at = 0;
            while (at < text.Length)
            {
                int end = text[at] == '{' ? text.IndexOf('}', at) : -1;
                bool isEscaped = text[at] == '{' && at + 1 < text.Length && text[at + 1] == '{';
                if (isEscaped || end <= at + 1)
                {
                    plain.Append(text, at, isEscaped ? 2 : 1);
                    at += isEscaped ? 2 : 1;
                    continue;
                }
                parts.Add(plain.ToString());
                plain.Clear();
                Property property = MakeProperty(text.Substring(at, end + 1 - at));
                m_properties.Add(property);
                parts.Add(property);
                at = end + 1;
            }
            parts.Add(plain.ToString());
            return parts;
        }

        private static Property MakeProperty(string token)
        {
            string inner = token.Substring(1, token.Length - 2);
            Property property = new Property { Token = token, IsJson = inner[0] == '@' };
            if (property.IsJson)
                inner = inner.Substring(1);
            int colon = inner.IndexOf(':');
            property.Name = (colon < 0 ? inner : inner.Substring(0, colon)).Trim();
            string form = colon < 0 ? "" : inner.Substring(colon + 1).Trim();
            property.Form = form.Length == 0 ? null : form;
            return property;
        }

        // {0} {1} {0}: all of them numbers, and none left out.
        private bool AreNumbered()
        {
            HashSet<int> numbers = new HashSet<int>();
            int largest = -1;
            foreach (Property property in m_properties)
            {
                int number;
                if (!int.TryParse(property.Name, NumberStyles.Integer, CultureInfo.InvariantCulture, out number)
                    || number < 0)
                    return false;
                numbers.Add(number);
                largest = Math.Max(largest, number);
            }
            return numbers.Count == largest + 1;
        }

        private bool Argument(Property property, int index, out object value)
        {
            if (m_positional)
                index = int.Parse(property.Name, CultureInfo.InvariantCulture);
            value = index < m_arguments.Length ? m_arguments[index] : null;
            return index < m_arguments.Length;
        }

        private string InMessage(Property property, int index)
        {
            object value;
            Argument(property, index, out value);
            if (value is byte[])
                return Hex((byte[])value);
            if (value == null || value is IList || value is IDictionary)
                return property.Token;
            if (property.Form != null)
                return Formatted(value, property.Form);
            return value is DateTime || value is DateTimeOffset ? Formatted(value, TimeForm) : value.ToString();
        }

        private static void AppendValue(StringBuilder json, Property property, object value)
        {
            if (value is IList && !(value is byte[]))
            {
                json.Append('[');
                string comma = "";
                foreach (object item in (IList)value)
                {
                    json.Append(comma).Append(Scalar(property, item));
                    comma = ",";
                }
                json.Append(']');
            }
            else if (value is IDictionary)
            {
                json.Append('{');
                string comma = "";
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    json.Append(comma).Append(Json.Quoted(entry.Key.ToString())).Append(':');
                    json.Append(Scalar(property, entry.Value));
                    comma = ",";
                }
                json.Append('}');
            }
            else
            {
                json.Append(Scalar(property, value));
            }
        }

        private static string Scalar(Property property, object value)
        {
            if (value == null)
                return "null";
            if (property.IsJson)
                return Serialized(value);
            if (property.Form != null)
                return Json.Quoted(Formatted(value, property.Form));
            if (value is bool)
                return (bool)value ? "true" : "false";
            if (value is byte || value is sbyte || value is short || value is ushort || value is int || value is uint
                || value is long || value is ulong || value is decimal)
                return Convert.ToString(value, CultureInfo.InvariantCulture);
            if (value is double || value is float)
                return ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture);
            if (value is byte[])
                return Json.Quoted(Hex((byte[])value));
            if (value is DateTime || value is DateTimeOffset)
                return Json.Quoted(Formatted(value, TimeForm));
            return Json.Quoted(Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        // By the framework's own serializer, which is looked for by name: the compiler at hand may
        // not know it.
        private static string Serialized(object value)
        {
            Type serializer = Type.GetType("System.Text.Json.JsonSerializer, System.Text.Json");
            Type options = Type.GetType("System.Text.Json.JsonSerializerOptions, System.Text.Json");
            try
            {
                MethodInfo serialize =
                    serializer.GetMethod("Serialize", new[] { typeof(object), typeof(Type), options });
                return (string)serialize.Invoke(null, new[] { value, value.GetType(), null });
            }
            catch (Exception)
            {
                return Json.Quoted(value.ToString());
            }
        }

        private static string Formatted(object value, string form)
        {
            try
            {
                return string.Format(CultureInfo.InvariantCulture, "{0:" + form + "}", value);
            }
            catch (FormatException)
            {
                return value.ToString();
            }
        }

        private static string Hex(byte[] bytes)
        {
            const int Most = 16;
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < bytes.Length && i < Most; ++i)
                text.Append(bytes[i].ToString("X2"));
            if (bytes.Length > Most)
                text.Append("... (").Append(bytes.Length).Append(" bytes)");
            return text.ToString();
        }
    }
}
