# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a handler string names, and what a handler gets and may return. The names at the top level
# are those of the official client, because functions refer to them.

class LambdaHandler
  attr_reader :handler_file_name, :handler_method_name

  def initialize(env_handler:)
    parts = env_handler.split('.')
    case parts.size
    when 2 then @handler_file_name, @handler_method_name = parts
    when 3 then @handler_file_name, @handler_class, @handler_method_name = parts
    else
      raise ArgumentError,
            "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD " \
            'where FILENAME corresponds with an existing Ruby source file FILENAME.rb, CLASS is ' \
            'an optional module/class namespace and METHOD is a callable method. If using CLASS, ' \
            'METHOD must be a class-level method.'
    end
  end

  # The response as it is sent, and its content type.
  def call_handler(request:, context:)
    response =
      if @handler_class
        Kernel.const_get(@handler_class).send(@handler_method_name, event: request, context: context)
      else
        __send__(@handler_method_name, event: request, context: context)
      end
    AwsLambda::Marshaller.marshall_response(response)
  end
end

module AwsLambda
  # Functions may replace these methods.
  class Marshaller
    class << self
      def marshall_request(raw_request)
        return raw_request.body unless raw_request['Content-Type'] == 'application/json'

        JSON.parse(raw_request.body)
      end

      # The second value, if there is one, is the content type.
      def marshall_response(method_response)
        # Without the class loaded there is no value of it.
        raw = method_response.is_a?(IO) ||
              (Object.const_defined?(:StringIO) && method_response.is_a?(StringIO))
        raw ? [method_response, 'application/unknown'] : method_response.to_json
      end
    end
  end
end

class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name,
              :function_name, :memory_limit_in_mb, :function_version, :identity, :client_context,
              :deadline_ms, :tenant_id

  def initialize(request)
    @deadline_ms = request['Lambda-Runtime-Deadline-Ms'].to_i
    @aws_request_id = request['Lambda-Runtime-Aws-Request-Id']
    @invoked_function_arn = request['Lambda-Runtime-Invoked-Function-Arn']
    @tenant_id = request['Lambda-Runtime-Aws-Tenant-Id']
    @log_group_name = ENV['AWS_LAMBDA_LOG_GROUP_NAME']
    @log_stream_name = ENV['AWS_LAMBDA_LOG_STREAM_NAME']
    @function_name = ENV['AWS_LAMBDA_FUNCTION_NAME']
    @memory_limit_in_mb = ENV['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
    @function_version = ENV['AWS_LAMBDA_FUNCTION_VERSION']
    identity = request['Lambda-Runtime-Cognito-Identity']
    @identity = JSON.parse(identity) if identity
    client_context = request['Lambda-Runtime-Client-Context']
    @client_context = JSON.parse(client_context) if client_context
  end

  def get_remaining_time_in_millis
    left = @deadline_ms - Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond)
    left.positive? ? left : 0
  end
end
