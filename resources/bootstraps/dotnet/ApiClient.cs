// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LambdaWorkbench.Runtime
{
    // One event, as the Runtime API gives it out. What it did not send is null.
    internal sealed class Invocation
    {
        internal string Id, DeadlineMs, Arn, TraceId, TenantId, ClientContext, Identity;
        internal byte[] Body;

        internal void Header(string name, string value)
        {
            switch (name.ToLowerInvariant())
            {
                case "lambda-runtime-aws-request-id": Id = value; break;
                case "lambda-runtime-deadline-ms": DeadlineMs = value; break;
                case "lambda-runtime-invoked-function-arn": Arn = value; break;
                case "lambda-runtime-trace-id": TraceId = value; break;
                case "lambda-runtime-aws-tenant-id": TenantId = value; break;
                case "lambda-runtime-client-context": ClientContext = value; break;
                case "lambda-runtime-cognito-identity": Identity = value; break;
            }
        }
    }

    // HTTP/1.1 to the Runtime API over one kept connection. HttpClient takes longer to load than
    // all else of a cold start.
    internal sealed class ApiClient
    {
        private const string Prefix = "/2018-06-01/runtime/";
        private const int FirstBuffer = 16 * 1024;
        private const int TooLarge = 413; // a response over the limit, which the caller was told of

        private readonly string m_tail;
        private readonly IPAddress m_address;
        private readonly int m_port;
        private Socket m_socket;
        private byte[] m_in = new byte[FirstBuffer]; // what was received lies between from and to
        private int m_from, m_to;

        // "host:port"
        internal ApiClient(string hostAndPort)
        {
            int colon = hostAndPort.LastIndexOf(':');
            string host = hostAndPort.Substring(0, colon);
            if (!IPAddress.TryParse(host, out m_address))
                m_address = Dns.GetHostAddresses(host)[0];
            m_port = int.Parse(hostAndPort.Substring(colon + 1));
            m_tail = " HTTP/1.1\r\nHost: " + hostAndPort + "\r\n";
        }

        // Waits for the next event, without limit.
        internal Invocation Next()
        {
            Send("GET " + Prefix + "invocation/next" + m_tail + "\r\n", null, 0);
            Invocation invocation = new Invocation();
            int status = Receive(invocation);
            if (status != 200)
                throw new IOException("Failed to get next event: " + status);
            return invocation;
        }

        internal void PostResponse(string id, byte[] body, int length)
        {
            int status = Post("invocation/" + id + "/response", "Content-Type: application/json\r\n", body, length);
            if (status >= 300 && status != TooLarge)
                throw new IOException("Failed to post the response: " + status);
        }

        // `place` is "init/error" or "invocation/ID/error"; `headers` end with a line end each.
        internal void PostError(string place, string headers, string document)
        {
            byte[] body = Encoding.UTF8.GetBytes(document);
            int status = Post(place, "Content-Type: application/vnd.aws.lambda.error+json\r\n" + headers, body,
                              body.Length);
            if (status >= 300)
                throw new IOException("Failed to post the error: " + status);
        }

        private int Post(string place, string headers, byte[] body, int length)
        {
            Send("POST " + Prefix + place + m_tail + headers + "Content-Length: " + length + "\r\n\r\n", body, length);
            return Receive(null);
        }

        // One send for each request.
        private void Send(string head, byte[] body, int length)
        {
            if (m_socket == null)
            {
                m_socket = new Socket(m_address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                m_socket.NoDelay = true;
                m_socket.Connect(new IPEndPoint(m_address, m_port));
            }
            int size = Encoding.UTF8.GetByteCount(head);
            byte[] all = new byte[size + length];
            Encoding.UTF8.GetBytes(head, 0, head.Length, all, 0);
            if (length > 0)
                Buffer.BlockCopy(body, 0, all, size, length);
            int sent = 0;
            while (sent < all.Length)
                sent += m_socket.Send(all, sent, all.Length - sent, SocketFlags.None);
        }

        // Reads an answer and returns its status; headers and body go to `invocation` if there is one.
        private int Receive(Invocation invocation)
        {
            string line = Line();
            int blank = line.IndexOf(' ');
            int status = int.Parse(line.Substring(blank + 1, 3));
            int length = 0;
            bool chunked = false;
            bool closes = false;
            while ((line = Line()).Length > 0)
            {
                int colon = line.IndexOf(':');
                string name = line.Substring(0, colon);
                string value = line.Substring(colon + 1).Trim();
                if (Same(name, "content-length"))
                    length = int.Parse(value);
                else if (Same(name, "transfer-encoding"))
                    chunked = Same(value, "chunked");
                else if (Same(name, "connection"))
                    closes = Same(value, "close");
                else if (invocation != null)
                    invocation.Header(name, value);
            }
            byte[] body = chunked ? Chunks() : Bytes(length);
            if (invocation != null)
                invocation.Body = body;
            if (closes)
            {
                m_socket.Close();
                m_socket = null;
                m_from = m_to = 0;
            }
            return status;
        }

        private byte[] Chunks()
        {
            MemoryStream all = new MemoryStream();
            for (;;)
            {
                string line = Line();
                int end = line.IndexOf(';');
                int size = Convert.ToInt32((end < 0 ? line : line.Substring(0, end)).Trim(), 16);
                if (size == 0)
                {
                    while (Line().Length > 0)
                        continue; // trailers
                    return all.ToArray();
                }
                all.Write(Bytes(size), 0, size);
                Line();
            }
        }

        private byte[] Bytes(int length)
        {
            byte[] bytes = new byte[length];
            int have = Math.Min(m_to - m_from, length);
            Buffer.BlockCopy(m_in, m_from, bytes, 0, have);
            m_from += have;
            while (have < length)
                have += Received(bytes, have);
            return bytes;
        }

        // Without its line end. Header values are UTF-8: client contexts are JSON of any language.
        private string Line()
        {
            int at = m_from;
            for (;;)
            {
                while (at < m_to && m_in[at] != (byte)'\n')
                    ++at;
                if (at < m_to)
                    break;
                int seen = at - m_from;
                Fill();
                at = m_from + seen;
            }
            int length = at - m_from;
            if (length > 0 && m_in[at - 1] == (byte)'\r')
                --length;
            string line = Encoding.UTF8.GetString(m_in, m_from, length);
            m_from = at + 1;
            return line;
        }

        // Adds at least one byte behind what is there.
        private void Fill()
        {
            if (m_from > 0)
            {
                Buffer.BlockCopy(m_in, m_from, m_in, 0, m_to - m_from);
                m_to -= m_from;
                m_from = 0;
            }
            if (m_to == m_in.Length)
                Array.Resize(ref m_in, m_in.Length * 2);
            m_to += Received(m_in, m_to);
        }

        private int Received(byte[] into, int at)
        {
            int count = m_socket.Receive(into, at, into.Length - at, SocketFlags.None);
            if (count <= 0)
                throw new EndOfStreamException("The Runtime API closed the connection");
            return count;
        }

        private static bool Same(string one, string other)
        {
            return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        }
    }
}
