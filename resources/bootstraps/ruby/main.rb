# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Lambda runtime for Ruby: fetches events, calls the handler, posts what it returns.
#
# Started without RubyGems, which costs five times what a bare start does; gems.rb brings it when
# the function needs it. What a usual invocation does not need (errors, the logger) is in files
# beside this one, loaded by path, so that no file of the function can take their place.

# The locale is Lambda's for this process by the variable, which Lambda's functions don't see.
ENV.delete('LC_CTYPE') if ENV['LC_CTYPE'] == 'C.UTF-8'
$stdout.sync = true
$_global_aws_request_id = nil # the official client's name for it; functions read it

module LambdaRuntime
  FOLDER = __dir__
  UNHANDLED = -1 # exit statuses
  INIT_FAILED = -4

  # Runs the block while nothing of the function is on the load path. RUBYLIB also has an
  # interpreter's own library, where that is mounted at another place than it was built for.
  def self.with_own_load_path
    whole = $LOAD_PATH.dup
    added = (ENV['RUBYLIB'] || '').split(':')
    $LOAD_PATH.replace(whole - added.grep_v(%r{/lib/ruby/\d+\.\d+\.\d+(/|\z)}))
    yield
  ensure
    $LOAD_PATH.replace(whole + ($LOAD_PATH - whole))
  end
end

require_relative 'log'
require_relative 'gems'
LambdaRuntime.with_own_load_path do
  LambdaRuntime::Gems.load if LambdaRuntime::Gems.any?
  require 'json'
  require 'socket.so' # the classes without socket.rb, which a function may require as ever
end
require_relative 'client'
require_relative 'handler'

module LambdaRuntime
  class Loop
    def initialize(client, handler)
      @client = client
      @name = handler
    end

    # Ends the process, or never returns.
    def run(root)
      $LOAD_PATH.unshift(root) unless $LOAD_PATH.include?(root)
      begin
        @handler = LambdaHandler.new(env_handler: @name)
        load_function
      rescue Exception => error # whatever the function's own code may raise, exit included
        @client.post('init/error', *failure(error, 'Init', 'Init error when loading handler '))
        exit(INIT_FAILED)
      end
      invoke(next_event) while true
    end

    private

    def load_function
      return require(@handler.handler_file_name) unless ENV.delete('_LAMBDA_WORKBENCH_EXPLAIN_INIT')

      require_relative 'importtimes'
      ImportTimes.begin
      begin
        require @handler.handler_file_name
      ensure
        ImportTimes.end
      end
    end

    def next_event
      event = @client.next
      $_global_aws_request_id = event['Lambda-Runtime-Aws-Request-Id']
      trace = event['Lambda-Runtime-Trace-Id']
      trace ? ENV['_X_AMZN_TRACE_ID'] = trace : ENV.delete('_X_AMZN_TRACE_ID')
      event
    rescue SignalException => signal
      puts 'Next invocation HTTP request from the runtime interface client was interrupted with a ' \
           "#{signal} SIGNAL, gracefully shutting down."
      exit(0)
    end

    def invoke(event)
      path = "invocation/#{$_global_aws_request_id}"
      error, critical = nil
      begin
        request = AwsLambda::Marshaller.marshall_request(event)
        body, type = @handler.call_handler(request: request, context: LambdaContext.new(event))
        body = body.read if type == 'application/unknown'
      rescue NameError => error # NoMethodError is one of them
        critical = true
      rescue StandardError => error
        critical = false
      rescue Exception => error
        critical = true
      end
      return @client.post("#{path}/response", "Content-Type: #{type || 'application/json'}\r\n", body) unless error

      title = critical ? 'Critical exception from handler' : 'Error raised from handler method'
      @client.post("#{path}/error", *failure(error, 'Function', title))
      exit(UNHANDLED) if critical
    end

    # Headers and body of the post; the log has been written.
    def failure(error, stage, title)
      require_relative 'faults'
      fault = Fault.new(error, stage)
      fault.log(title)
      [fault.headers, fault.body]
    end
  end

  root = ENV['LAMBDA_TASK_ROOT'] || Dir.pwd
  client = Client.new(ENV.fetch('AWS_LAMBDA_RUNTIME_API'))
  handler = ARGV.shift || ENV.fetch('_HANDLER')
  client.stand_by if ARGV.delete('--standby')
  Loop.new(client, handler).run(root)
end
