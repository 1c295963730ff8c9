# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How long each file took to load while the function was loaded. Only on demand: it costs time.

module LambdaRuntime
  module ImportTimes
    FRAME = 0xa55a0022 # JSON, time stamp, and the flag that says: no log event

    @entries = [] # [name, depth, self, total] in the order in which loading began
    @loading = [] # of those that load now: [entry, time of what they have loaded]

    # In front of Kernel's, whoever replaces that one meanwhile, as RubyGems does.
    module Watch
      private

      def require(path)
        ImportTimes.measure(path) { super }
      end

      # Kernel's own would look beside this file.
      def require_relative(path)
        require(File.expand_path(path, File.dirname(caller_locations(1, 1).first.absolute_path)))
      end
    end

    class << self
      def begin
        Object.prepend(Watch)
      end

      # Stops, and tells.
      def end
        Watch.send(:remove_method, :require, :require_relative)
        LambdaRuntime.write_event(JSON.generate(@entries), FRAME) if LOG
      end

      # What the block loads; nothing is noted of a file that had been loaded before.
      def measure(path)
        entry = [path.to_s.delete_prefix('/var/task/').delete_suffix('.rb'), @loading.size, 0, 0]
        frame = [entry, 0]
        @entries << entry
        @loading << frame
        began = now
        loaded = nil
        loaded = yield
      ensure
        total = now - began
        @loading.pop
        entry[2] = total - frame[1]
        entry[3] = total
        @loading.last[1] += total unless @loading.empty?
        @entries.pop if loaded == false && @entries.last.equal?(entry)
      end

      private

      def now
        Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
      end
    end
  end
end
