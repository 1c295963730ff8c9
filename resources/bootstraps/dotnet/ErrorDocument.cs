// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace LambdaWorkbench.Runtime
{
    // What callers and tracing get of an exception.
    internal static class ErrorDocument
    {
        private const int LargestDocument = 256 * 1024;
        private const int LargestCause = 1024 * 1024 - 1024; // of a header
        private const string TooLarge = "{\"errorMessage\": \"Exception exceeded maximum payload size of 256KB.\"}";

        internal static string Of(Exception error)
        {
            StringBuilder json = new StringBuilder();
            Append(json, error, 0, "");
            return Encoding.UTF8.GetByteCount(json.ToString()) > LargestDocument ? TooLarge : json.ToString();
        }

        internal static string HeadersFor(Exception error)
        {
            string headers = "Lambda-Runtime-Function-Error-Type: " + error.GetType().Name + "\r\n";
            string cause = CauseOf(error);
            return Encoding.UTF8.GetByteCount(cause) > LargestCause
                       ? headers
                       : headers + "Lambda-Runtime-Function-XRay-Error-Cause: " + cause + "\r\n";
        }

        // Two blanks a level; what an exception was caused by lies inside of it.
        private static void Append(StringBuilder json, Exception error, int depth, string end)
        {
            string blanks = new string(' ', 2 * depth);
            string inner = blanks + "  ";
            json.Append(blanks).Append("{\n");
            json.Append(inner).Append("\"errorType\": ").Append(Trimmed(error.GetType().Name));
            json.Append(",\n").Append(inner).Append("\"errorMessage\": ").Append(Trimmed(error.Message));
            List<string> trace = TraceOf(error);
            for (int i = 0; i < trace.Count; ++i)
                json.Append(i == 0 ? ",\n" + inner + "\"stackTrace\": [\n" : ",\n").Append(inner).Append("  ")
                    .Append(Trimmed(trace[i]));
            if (trace.Count > 0)
                json.Append('\n').Append(inner).Append(']');

            AggregateException several = error as AggregateException;
            bool hasSeveral = several != null && several.InnerExceptions.Count > 0;
            if (error.InnerException != null)
            {
                json.Append(",\n").Append(inner).Append("\"cause\": ");
                Append(json, error.InnerException, depth + 1, hasSeveral ? "," : "");
            }
            if (hasSeveral)
            {
                json.Append(inner).Append("\"causes\": [");
                for (int i = 0; i < several.InnerExceptions.Count; ++i)
                    Append(json, several.InnerExceptions[i], depth + 2,
                           i + 1 < several.InnerExceptions.Count ? "," : "");
                json.Append(inner).Append("]\n");
            }
            if (error.InnerException == null && !hasSeveral)
                json.Append('\n');
            json.Append(blanks).Append('}').Append(end).Append('\n');
        }

        private static string Trimmed(string text)
        {
            return Json.Quoted((text ?? "").Trim());
        }

        private static List<string> TraceOf(Exception error)
        {
            List<string> lines = new List<string>();
            if (string.IsNullOrEmpty(error.StackTrace))
                return lines;
            foreach (string line in new StackTrace(error, true).ToString().Split('\n'))
            {
                if (line.Trim().Length > 0)
                    lines.Add(line.Trim());
            }
            return lines;
        }

        // On one line, as a header has to be.
        private static string CauseOf(Exception error)
        {
            StringBuilder frames = new StringBuilder();
            StringBuilder paths = new StringBuilder();
            HashSet<string> seen = new HashSet<string>();
            foreach (StackFrame frame in new StackTrace(error, true).GetFrames() ?? new StackFrame[0])
            {
                string label = frame.GetMethod() == null ? null : frame.GetMethod().Name;
                string path = frame.GetFileName();
                frames.Append(frames.Length > 0 ? ",{" : "{");
                if (path != null)
                    frames.Append("\"path\":").Append(Json.Quoted(path)).Append(",\"line\":")
                        .Append(frame.GetFileLineNumber()).Append(',');
                frames.Append("\"label\":").Append(Json.Quoted(label)).Append('}');
                if (path != null && seen.Add(path))
                    paths.Append(paths.Length > 0 ? "," : "").Append(Json.Quoted(path));
            }
            return "{\"working_directory\":" + Json.Quoted(Directory.GetCurrentDirectory()) + ",\"exceptions\":[{\"type\":"
                   + Json.Quoted(error.GetType().Name) + ",\"message\":" + Json.Quoted(error.Message) + ",\"stack\":["
                   + frames + "]}],\"paths\":[" + paths + "]}";
        }
    }
}
