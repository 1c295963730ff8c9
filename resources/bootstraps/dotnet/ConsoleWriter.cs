// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace LambdaWorkbench.Runtime
{
    // What Console.Out and Console.Error are: whole lines become lines of the log, what is written
    // without an end of line goes through as it is.
    internal sealed class ConsoleWriter : TextWriter
    {
        private readonly TextWriter m_inner;
        private readonly Action<string> m_line;

        internal ConsoleWriter(TextWriter inner, Action<string> line)
        {
            m_inner = inner;
            m_line = line;
        }

        public override Encoding Encoding { get { return m_inner.Encoding; } }
        public override IFormatProvider FormatProvider { get { return m_inner.FormatProvider; } }
        public override void Flush() { m_inner.Flush(); }
        protected override void Dispose(bool disposing) {}

        public override void Write(char value) { m_inner.Write(value); }
        public override void Write(string value) { m_inner.Write(value); }
        public override void Write(char[] buffer) { m_inner.Write(buffer); }
        public override void Write(char[] buffer, int index, int count) { m_inner.Write(buffer, index, count); }
        public override Task WriteAsync(char value) { return m_inner.WriteAsync(value); }
        public override Task WriteAsync(string value) { return m_inner.WriteAsync(value); }
        public override Task WriteAsync(char[] buffer, int index, int count)
        {
            return m_inner.WriteAsync(buffer, index, count);
        }

        public override void WriteLine() { m_line(""); }
        public override void WriteLine(string value) { m_line(value); }
        public override void WriteLine(object value) { m_line(value == null ? "" : value.ToString()); }
        public override void WriteLine(bool value) { m_line(value.ToString()); }
        public override void WriteLine(char value) { m_line(value.ToString()); }
        public override void WriteLine(char[] buffer) { m_line(buffer == null ? "" : new string(buffer)); }
        public override void WriteLine(char[] buffer, int index, int count) { m_line(new string(buffer, index, count)); }
        public override void WriteLine(int value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(uint value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(long value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(ulong value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(float value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(double value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(decimal value) { m_line(value.ToString(FormatProvider)); }
        public override void WriteLine(string format, object arg0) { m_line(string.Format(format, arg0)); }
        public override void WriteLine(string format, object arg0, object arg1)
        {
            m_line(string.Format(format, arg0, arg1));
        }
        public override void WriteLine(string format, object arg0, object arg1, object arg2)
        {
            m_line(string.Format(format, arg0, arg1, arg2));
        }
        public override void WriteLine(string format, params object[] arguments)
        {
            m_line(string.Format(format, arguments));
        }
#if NETCOREAPP
        public override void WriteLine(StringBuilder value) { m_line(value == null ? "" : value.ToString()); }
        public override void WriteLine(ReadOnlySpan<char> buffer) { m_line(new string(buffer)); }
#endif
        public override Task WriteLineAsync() { return Line(""); }
        public override Task WriteLineAsync(char value) { return Line(value.ToString()); }
        public override Task WriteLineAsync(string value) { return Line(value); }
        public override Task WriteLineAsync(char[] buffer, int index, int count)
        {
            return Line(new string(buffer, index, count));
        }

        private Task Line(string text)
        {
            m_line(text);
            return Task.FromResult(0);
        }
    }
}
