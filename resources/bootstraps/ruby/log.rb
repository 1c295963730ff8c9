# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Log events: frames where the descriptor is, else lines of standard output.

module LambdaRuntime
  FRAME_TEXT = 0xa55a0003 # with a time stamp, without a level
  FRAME_JSON = 0xa55a0002

  descriptor = ENV.delete('_LAMBDA_TELEMETRY_LOG_FD')
  LOG = descriptor && IO.for_fd(descriptor.to_i, 'wb', autoclose: false)
  if LOG
    LOG.sync = true
    LOG.close_on_exec = true
  end

  def self.utf8(text)
    text = text.to_s
    text = text.dup.force_encoding(Encoding::UTF_8) if text.encoding == Encoding::ASCII_8BIT
    text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace, replace: "\ufffd").scrub("\ufffd")
  end

  # One event, whatever line breaks it has.
  def self.write_event(text, frame = FRAME_TEXT)
    return $stdout.write(text.end_with?("\n") ? text : "#{text}\n") unless LOG

    message = utf8(text).b
    now = Process.clock_gettime(Process::CLOCK_REALTIME, :microsecond)
    LOG.write([frame, message.bytesize, now].pack('L>L>Q>') << message)
  end
end

if LambdaRuntime::LOG
  module Kernel
    private

    def puts(*values)
      texts = values.flatten.map { |value| LambdaRuntime.utf8(value) }
      LambdaRuntime.write_event(texts.join("\n"))
    end
  end
end
