# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later

module LambdaRuntime
  # What an exception becomes: the document for the caller, the log's text, X-Ray's cause.
  class Fault
    MOST_LINES = 100 # of a stack trace
    CAUSE_LINES = 15
    CAUSE_LIMIT = 1024 * 1024 # of the header, as in the official client
    # Classes that the header names; the document names all of them.
    NAMED = %w[
      ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit
      SystemStackError
    ].freeze

    def initialize(error, stage)
      @kind = "#{stage}<#{error.class}>"
      @header_kind = NAMED.include?(error.class.to_s) ? @kind : 'Function<UserException>'
      @locations = without_ours(error.backtrace_locations || [])
      @document = {
        errorMessage: message_of(error),
        errorType: @kind,
        stackTrace: @locations.map { |location| clean(location.to_s) }
      }
    end

    def log(title)
      LambdaRuntime.write_event(title)
      LambdaRuntime.write_event(JSON.pretty_generate(@document))
    end

    def headers
      text = "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: #{@header_kind}\r\n"
      cause = JSON.generate(x_ray_cause)
      text += "Lambda-Runtime-Function-XRay-Error-Cause: #{cause}\r\n" if cause.bytesize < CAUSE_LIMIT
      text
    end

    def body
      JSON.generate(@document)
    end

    private

    # Up to the runtime's own frames, and without those of its require.
    def without_ours(locations)
      theirs = locations.reject { |location| location.path == '<internal:lambda-require>' }
      theirs.first(MOST_LINES).take_while { |location| File.dirname(location.path.to_s) != FOLDER }
    end

    def message_of(error)
      return clean(error.message) unless error.is_a?(LoadError)

      require_relative 'native'
      clean(error.message + Native.explain(error))
    end

    def clean(text)
      LambdaRuntime.utf8(text)
    end

    def x_ray_cause
      stack = @locations.first(CAUSE_LINES).map do |location|
        { path: clean(location.path), line: location.lineno, label: clean(location.label) }
      end
      {
        working_directory: Dir.pwd,
        paths: (ENV['GEM_PATH'] || '').split(':'),
        exceptions: [{ message: @document[:errorMessage], type: @kind, stack: stack }]
      }
    end
  end
end
