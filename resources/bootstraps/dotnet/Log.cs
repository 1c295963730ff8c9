// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LambdaWorkbench.Runtime
{
    // All that a function logs or prints: a line each with time, request id and level, as text or
    // JSON; framed where there is a descriptor for it. Takes the console over.
    internal sealed class Log
    {
        internal const string Information = "Information";
        private static readonly string[] Levels = { "Trace", "Debug", Information, "Warning", "Error", "Critical" };
        private static readonly string[] Labels = { "trce", "dbug", "info", "warn", "fail", "crit" };

        private enum Form { Text, Bare, Json }

        private readonly object m_lock = new object();
        private readonly TextWriter m_out;
        private readonly Form m_form = Form.Text;
        private readonly int m_lowest; // index of the lowest level that is logged
        private bool m_used;           // by the function's Amazon.Lambda.Core

        internal string RequestId = "";
        internal string TenantId, TraceId;

        internal Log()
        {
            FrameStream frames = FrameStream.Open(Variable("_LAMBDA_TELEMETRY_LOG_FD"));
            TextWriter errors = Console.Error;
            m_out = Console.Out;
            if (frames != null)
                m_out = errors = new StreamWriter(frames, new UTF8Encoding(false), FrameStream.Largest) { AutoFlush = true };
            string form = Variable("AWS_LAMBDA_HANDLER_LOG_FORMAT") ?? Variable("AWS_LAMBDA_LOG_FORMAT");
            if (Same(form, "JSON"))
                m_form = Form.Json;
            else if (Same(form, "Unformatted"))
                m_form = Form.Bare;
            m_lowest = LowestOf(Variable("AWS_LAMBDA_HANDLER_LOG_LEVEL") ?? Variable("AWS_LAMBDA_LOG_LEVEL"));
            Console.SetOut(new ConsoleWriter(m_out, line => WriteLine(m_out, Information, null, line, null)));
            Console.SetError(new ConsoleWriter(errors, line => WriteLine(errors, "Error", null, line, null)));
        }

        // Has the static logger of the function's Amazon.Lambda.Core write here, when it is loaded.
        internal void UseFor(Assembly loaded)
        {
            if (m_used || loaded.GetName().Name != CoreNames.Assembly)
                return;
            m_used = true;
            Set(loaded, "_loggingAction", new Action<string>(message => WriteLine(null, message)));
            Set(loaded, "_loggingWithLevelAction",
                new Action<string, string, object[]>((level, text, args) => WriteLine(level, null, text, args)));
            Set(loaded, "_loggingWithLevelAndExceptionAction",
                new Action<string, Exception, string, object[]>(WriteLine));
        }

        internal void WriteLine(string level, string message)
        {
            WriteLine(m_out, level, null, message, null);
        }

        // `text` may hold {names} for `arguments`. A level that is none has no label, and is always
        // logged.
        internal void WriteLine(string level, Exception error, string text, object[] arguments)
        {
            WriteLine(m_out, level, error, text, arguments);
        }

        private void WriteLine(TextWriter writer, string level, Exception error, string text, object[] arguments)
        {
            int index = Array.FindIndex(Levels, name => Same(name, level));
            if (index >= 0 && index < m_lowest)
                return;
            lock (m_lock)
                writer.WriteLine(Format(level, index, error, new LogTemplate(text, arguments)));
        }

        private string Format(string level, int index, Exception error, LogTemplate template)
        {
            string message = template.Message;
            if (m_form == Form.Bare)
                return message;
            string time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            if (m_form == Form.Json)
                return Document(time, index < 0 ? Information : Levels[index], error, template);
            string label = index < 0 ? level : Labels[index];
            StringBuilder line = new StringBuilder(time).Append('\t').Append(RequestId).Append('\t');
            if (!string.IsNullOrEmpty(label))
                line.Append(label).Append('\t');
            line.Append(message);
            if (error != null)
                line.Append(string.IsNullOrEmpty(message) ? "" : "\n").Append(error);
            return line.ToString();
        }

        private string Document(string time, string level, Exception error, LogTemplate template)
        {
            StringBuilder json = new StringBuilder("{");
            Json.Member(json, "timestamp", time);
            Json.Member(json, "level", level);
            if (!string.IsNullOrEmpty(RequestId))
                Json.Member(json, "requestId", RequestId);
            if (!string.IsNullOrEmpty(TenantId))
                Json.Member(json, "tenantId", TenantId);
            if (!string.IsNullOrEmpty(TraceId))
                Json.Member(json, "traceId", TraceId);
            Json.Member(json, "message", template.Message);
            template.AppendMembers(json);
            if (error != null)
            {
                Json.Member(json, "errorType", error.GetType().FullName);
                Json.Member(json, "errorMessage", error.Message);
                json.Append(",\"stackTrace\":[");
                string[] lines = error.ToString().Split('\n');
                for (int i = 0; i < lines.Length; ++i)
                    json.Append(i > 0 ? "," : "").Append(Json.Quoted(lines[i].Trim()));
                json.Append(']');
            }
            return json.Append('}').ToString();
        }

        private static int LowestOf(string level)
        {
            if (Same(level, "FATAL"))
                level = "Critical";
            else if (Same(level, "WARN"))
                level = "Warning";
            int index = Array.FindIndex(Levels, name => Same(name, level));
            return index < 0 ? Array.IndexOf(Levels, Information) : index;
        }

        private static void Set(Assembly core, string name, object action)
        {
            Type logger = core.GetType(CoreNames.Logger);
            FieldInfo field = logger == null ? null : logger.GetField(name, BindingFlags.NonPublic | BindingFlags.Static);
            if (field != null) // older versions have fewer
                field.SetValue(null, action);
        }

        private static string Variable(string name)
        {
            string value = Environment.GetEnvironmentVariable(name);
            return string.IsNullOrEmpty(value) ? null : value;
        }

        private static bool Same(string one, string other)
        {
            return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        }
    }

    // Each write is one event: a header with kind, length and time, then the text.
    internal sealed class FrameStream : Stream
    {
        internal const int Largest = 256 * 1024 - 26; // of an event of CloudWatch
        private const uint Text = 0xa55a0003;         // with a time stamp
        private const int HeaderBytes = 16;
        private static readonly DateTime Epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        private readonly Stream m_stream;

        private FrameStream(Stream stream)
        {
            m_stream = stream;
        }

        // Null where there is no such descriptor.
        internal static FrameStream Open(string descriptor)
        {
            int number;
            if (!int.TryParse(descriptor, out number))
                return null;
            try
            {
                return new FrameStream(new FileStream(new SafeFileHandle(new IntPtr(number), false), FileAccess.Write, 1));
            }
            catch (Exception)
            {
                return null;
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            byte[] frame = new byte[HeaderBytes + count];
            Put(frame, 0, Text);
            Put(frame, 4, (uint)count);
            long micros = (DateTime.UtcNow - Epoch).Ticks / 10;
            Put(frame, 8, (uint)(micros >> 32));
            Put(frame, 12, (uint)micros);
            Buffer.BlockCopy(buffer, offset, frame, HeaderBytes, count);
            m_stream.Write(frame, 0, frame.Length);
            m_stream.Flush();
        }

        private static void Put(byte[] bytes, int at, uint value)
        {
            bytes[at] = (byte)(value >> 24);
            bytes[at + 1] = (byte)(value >> 16);
            bytes[at + 2] = (byte)(value >> 8);
            bytes[at + 3] = (byte)value;
        }

        public override void Flush() {}
        protected override void Dispose(bool disposing) {} // whoever closes the console, the log goes on
        public override bool CanRead { get { return false; } }
        public override bool CanSeek { get { return false; } }
        public override bool CanWrite { get { return true; } }
        public override long Length { get { throw new NotSupportedException(); } }
        public override long Position
        {
            get { throw new NotSupportedException(); }
            set { throw new NotSupportedException(); }
        }
        public override int Read(byte[] buffer, int offset, int count) { throw new NotSupportedException(); }
        public override long Seek(long offset, SeekOrigin origin) { throw new NotSupportedException(); }
        public override void SetLength(long value) { throw new NotSupportedException(); }
    }
}
