# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The standard Logger as Lambda sets it up. Loaded when the function loads logger.

module LambdaRuntime
  LEVELS = %w[TRACE DEBUG INFO WARN ERROR FATAL].freeze # 1 to 6 in a frame
  LOGS_JSON = ENV['AWS_LAMBDA_LOG_FORMAT'].to_s.casecmp?('JSON')

  # Where loggers of standard output write to.
  class Sink
    attr_writer :level

    # Not ended by a newline in a frame.
    def write(text)
      number = (LEVELS.index(@level) || -1) + 1
      frame = (LOGS_JSON ? FRAME_JSON : FRAME_TEXT) | (number << 2)
      @level = nil
      LambdaRuntime.write_event(LOG ? text.chomp : text, frame)
    end

    def close; end

    def reopen(*)
      self
    end
  end

  SINK = Sink.new

  module LoggerPatch
    def initialize(logdev = nil, *arguments, **options)
      ours = logdev.nil? || logdev.equal?($stdout) || logdev.equal?($stderr)
      if ours
        options[:formatter] ||= (LOGS_JSON ? JsonFormatter : TextFormatter).new.tap do |formatter|
          formatter.datetime_format = options[:datetime_format]
        end
        options[:level] ||= LambdaRuntime.default_level
      end
      super(ours ? SINK : logdev, *arguments, **options)
    end
  end

  def self.default_level
    name = ENV['AWS_LAMBDA_LOG_LEVEL'].to_s.upcase
    %w[INFO WARN ERROR FATAL].include?(name) ? Logger.const_get(name) : Logger::DEBUG
  end

  class TextFormatter < Logger::Formatter
    def call(severity, time, progname, message)
      SINK.level = severity
      LambdaRuntime.utf8(
        format("%s, [%s #%d] %5s %s -- %s: %s\n", severity[0], format_datetime(time), Process.pid,
               severity, $_global_aws_request_id, progname, msg2str(message))
      )
    end
  end

  class JsonFormatter < Logger::Formatter
    def call(severity, time, progname, message)
      SINK.level = severity
      error = message.is_a?(Exception) ? message : nil
      event = {
        timestamp: time.getutc.strftime('%Y-%m-%dT%H:%M:%S.%6NZ'),
        level: severity,
        message: LambdaRuntime.utf8(error ? error.message : msg2str(message)),
        requestId: $_global_aws_request_id
      }
      event[:logger] = LambdaRuntime.utf8(progname) unless progname.to_s.empty?
      event.update(error_members(error)) if error
      "#{JSON.generate(event.compact)}\n"
    end

    private

    def error_members(error)
      trace = Array(error.backtrace).map { |line| LambdaRuntime.utf8(line) }
      {
        errorType: error.class.to_s,
        errorMessage: LambdaRuntime.utf8(error.message),
        stackTrace: trace,
        location: trace.first && location(trace.first)
      }
    end

    # "file:method:line" of "file:line:in 'method'".
    def location(line)
      file, number, name = line.match(/\A(.+):(\d+):in [`'](.+)'\z/)&.captures
      file ? "#{file}:#{name}:#{number}" : line
    end
  end
end

Logger.prepend(LambdaRuntime::LoggerPatch)
