# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later

module LambdaRuntime
  # Why a native library can't be loaded: for which processor it was built.
  module Native
    PROCESSORS = {
      3 => 'i386', 8 => 'mips', 20 => 'ppc', 21 => 'ppc64', 22 => 's390x', 40 => 'arm',
      62 => 'x86_64', 183 => 'aarch64', 243 => 'riscv64'
    }.freeze
    MACH_O = ["\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "\xce\xfa\xed\xfe"].map(&:b).freeze

    class << self
      # What to add to the error's text: " (FILE is built for ...)", or nothing.
      def explain(error)
        file = error.message[%r{\A(/[^:]+): }, 1]
        reason = file && reason_of(file)
        reason ? " (#{file} is built for #{reason})" : ''
      rescue StandardError # it explains an error, and must not become one
        ''
      end

      private

      def reason_of(file)
        head = File.binread(file, 20)
        return 'macOS, this machine runs Linux' if MACH_O.include?(head[0, 4])
        return 'Windows, this machine runs Linux' if head.start_with?('MZ')

        built = processor(head)
        ours = processor(File.binread('/proc/self/exe', 20))
        built && built != ours ? "#{built}, this machine is #{ours}" : nil
      end

      def processor(head)
        return unless head.start_with?("\x7fELF") && head.bytesize == 20

        number = head[18, 2].unpack1(head.getbyte(5) == 1 ? 'v' : 'n')
        PROCESSORS.fetch(number) { "processor #{number}" }
      end
    end
  end
end
