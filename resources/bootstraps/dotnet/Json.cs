// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace LambdaWorkbench.Runtime
{
    // As much of JSON as contexts and log lines need. Events and answers are the function's own
    // serializer's.
    internal static class Json
    {
        internal static string Quoted(string text)
        {
            StringBuilder json = new StringBuilder("\"");
            foreach (char c in text ?? "")
            {
                switch (c)
                {
                    case '"': json.Append("\\\""); break;
                    case '\\': json.Append("\\\\"); break;
                    case '\n': json.Append("\\n"); break;
                    case '\r': json.Append("\\r"); break;
                    case '\t': json.Append("\\t"); break;
                    case '\f': json.Append("\\f"); break;
                    case '\b': json.Append("\\b"); break;
                    default:
                        if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029')
                            json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                        else
                            json.Append(c);
                        break;
                }
            }
            return json.Append('"').ToString();
        }

        // Adds a member to an object that was begun with '{'.
        internal static void Member(StringBuilder json, string name, string text)
        {
            if (json.Length > 1)
                json.Append(',');
            json.Append(Quoted(name)).Append(':').Append(Quoted(text));
        }

        // The members of an object, each as JSON still; none for null or what is no object.
        internal static IDictionary<string, string> Members(string json)
        {
            Dictionary<string, string> members = new Dictionary<string, string>();
            if (json == null)
                return members;
            int at = Blank(json, 0);
            if (at >= json.Length || json[at] != '{')
                return members;
            at = Blank(json, at + 1);
            while (at < json.Length && json[at] == '"')
            {
                int end = EndOfValue(json, at);
                string name = Unquoted(json.Substring(at, end - at));
                at = Blank(json, end);
                if (at >= json.Length || json[at] != ':')
                    break;
                at = Blank(json, at + 1);
                end = EndOfValue(json, at);
                members[name] = json.Substring(at, end - at).Trim();
                at = Blank(json, end);
                if (at < json.Length && json[at] == ',')
                    at = Blank(json, at + 1);
            }
            return members;
        }

        // Of a text its text, of anything else its JSON; null for null and for what is not there.
        internal static string Text(IDictionary<string, string> members, string name)
        {
            string json;
            if (!members.TryGetValue(name, out json) || json == "null")
                return null;
            return json.StartsWith("\"", StringComparison.Ordinal) ? Unquoted(json) : json;
        }

        private static int Blank(string json, int at)
        {
            while (at < json.Length && char.IsWhiteSpace(json[at]))
                ++at;
            return at;
        }

        private static int EndOfValue(string json, int at)
        {
            int depth = 0;
            bool inText = false;
            for (; at < json.Length; ++at)
            {
                char c = json[at];
                if (inText)
                {
                    if (c == '\\')
                        ++at;
                    else if (c == '"')
                        inText = false;
                    if (!inText && depth == 0)
                        return at + 1;
                    continue;
                }
                if (depth == 0 && (c == ',' || c == '}' || c == ']'))
                    return at;
                if (c == '"')
                    inText = true;
                else if (c == '{' || c == '[')
                    ++depth;
                else if ((c == '}' || c == ']') && --depth == 0)
                    return at + 1;
            }
            return json.Length;
        }

        private static string Unquoted(string json)
        {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < json.Length - 1; ++i)
            {
                if (json[i] != '\\' || i + 1 >= json.Length - 1)
                {
                    text.Append(json[i]);
                    continue;
                }
                char c = json[++i];
                int code;
                if (c == 'u' && i + 4 < json.Length
                    && int.TryParse(json.Substring(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
                                    out code))
                {
                    text.Append((char)code);
                    i += 4;
                }
                else
                {
                    text.Append(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c == 'f' ? '\f' : c == 'b' ? '\b' : c);
                }
            }
            return text.ToString();
        }
    }
}
