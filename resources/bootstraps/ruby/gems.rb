# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# RubyGems, and the libraries that Lambda's own runtime has loaded, when they are needed.
#
# RubyGems is loaded at once where a folder of GEM_PATH has gems, because it then decides which
# version of a library is taken. Elsewhere it is loaded by the first name that needs it: a library
# that is not found without it, the constant Gem, or the method gem. What a function sees is the
# same either way.

module LambdaRuntime
  module Gems
    # Libraries that Lambda's own runtime has loaded: their constants are there without a require.
    LOADED = {
      Gem: "#{FOLDER}/gem.rb", Logger: 'logger', StringIO: 'stringio', URI: 'uri',
      Timeout: 'timeout', Monitor: 'monitor', MonitorMixin: 'monitor', RbConfig: 'rbconfig'
    }.freeze

    @loaded = false

    class << self
      def any?
        "#{ENV['GEM_PATH']}:#{ENV['GEM_HOME']}".split(':').any? do |folder|
          !folder.empty? && !Dir.glob('specifications/*.gemspec', base: folder).empty?
        end
      end

      # False when that was done before.
      def load
        return false if @loaded

        @loaded = true
        Kernel.send(:alias_method, :require, :lambda_plain_require)
        Object.send(:remove_const, :Gem) if Object.autoload?(:Gem)
        LambdaRuntime.with_own_load_path do
          require 'rubygems'
          # From now on nobody would notice that it is loaded.
          require 'logger'
        end
        logger_loaded
        true
      end

      def logger_loaded
        require_relative 'logs' # once
      end
    end
  end
end

# Named "<internal:", so that these frames are not the end of a function's stack trace.
Kernel.module_eval(<<~RUBY, '<internal:lambda-require>', 1)
  alias_method :lambda_plain_require, :require

  private

  def require(path)
    return LambdaRuntime::Gems.load if path == 'rubygems'

    begin
      loaded = lambda_plain_require(path)
      LambdaRuntime::Gems.logger_loaded if loaded && path == 'logger'
      return loaded
    rescue LoadError => error
      raise unless error.path == path && LambdaRuntime::Gems.load
    end
    require(path) # RubyGems' own by now
  end

  def gem(*arguments)
    gem(*arguments) if LambdaRuntime::Gems.load
  end

  def URI(text)
    require 'uri'
    URI(text)
  end
RUBY

LambdaRuntime::Gems::LOADED.each { |name, library| Object.autoload(name, library) }

class Module
  # No autoload: other libraries open this module before net/http does.
  prepend(Module.new do
    def const_missing(name)
      return super unless name == :Net && !Object.const_defined?(:Net)

      require 'net/http'
      Net
    end
  end)
end
