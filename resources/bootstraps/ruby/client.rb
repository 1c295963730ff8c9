# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later

module LambdaRuntime
  # What the Runtime API answered: event['Header-Name'], event.body.
  class Answer
    NAMES = Hash.new { |known, name| known[name] = /^#{Regexp.escape(name)}:[ \t]*([^\r]*)/i }

    attr_reader :status, :body

    def initialize(status, head, body)
      @status = status
      @head = head
      @body = body
    end

    # Looked for when it is asked for: of most answers nobody wants more than the status.
    def [](name)
      @head[NAMES[name], 1]&.force_encoding(Encoding::UTF_8)
    end
  end

  # HTTP/1.1 over one kept connection, without read time limits. net/http takes as long to load as
  # the interpreter to start.
  class Client
    PREFIX = '/2018-06-01/runtime/'
    PIECE = 65_536
    F_SETFL = 4 # of fcntl(2)
    LENGTH = /^content-length:[ \t]*(\d+)/i
    CLOSES = /^connection:[ \t]*close/i

    def initialize(address)
      @host, _, port = address.rpartition(':')
      @port = port.to_i
      @tail = " HTTP/1.1\r\nHost: #{address}\r\n"
      @socket = nil
      @rest = String.new # read beyond the last answer
    end

    # The next event; its body is text in UTF-8.
    def next
      request = "GET #{PREFIX}invocation/next#{@tail}\r\n"
      kept = !@socket.nil?
      answer =
        begin
          exchange(request)
        rescue EOFError, SystemCallError
          # A server may close a connection that it kept; asking again is harmless.
          raise unless kept

          close
          exchange(request)
        end
      raise "Received #{answer.status} when waiting for next invocation." if answer.status != 200

      answer
    end

    # Waits until the function is to be loaded.
    def stand_by
      exchange("GET #{PREFIX}standby#{@tail}\r\n")
    end

    # A refusal is not looked at, as in the official client: of a response over the limit the
    # caller has been told.
    def post(path, headers, body)
      head = "POST #{PREFIX}#{path}#{@tail}#{headers}Content-Length: #{body.bytesize}\r\n\r\n"
      exchange(head.b << body.b)
    end

    private

    def close
      @socket&.close
      @socket = nil
      @rest = String.new
    end

    def connect
      @socket = TCPSocket.new(@host, @port)
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
      @socket.fcntl(F_SETFL, 0) # blocking: one system call waits for an answer, not three
    end

    def exchange(request)
      connect unless @socket
      sent = @socket.syswrite(request)
      sent += @socket.syswrite(request.byteslice(sent..)) while sent < request.bytesize
      data = @rest
      until (stop = data.index("\r\n\r\n"))
        data << @socket.sysread(PIECE)
      end
      head = data.byteslice(0, stop + 2)
      start = stop + 4
      finish = start + head[LENGTH, 1].to_i
      data << @socket.sysread(PIECE) while data.bytesize < finish
      @rest = data.byteslice(finish, data.bytesize - finish)
      body = data.byteslice(start, finish - start).force_encoding(Encoding::UTF_8)
      close if CLOSES.match?(head)
      Answer.new(head[9, 3].to_i, head, body)
    end
  end
end
