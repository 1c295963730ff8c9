// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';
// Why a native library can't be loaded: for which processor it was built.
const fs = require('fs');
const os = require('os');

const PROCESSORS = {
  3: 'i386', 8: 'mips', 20: 'ppc', 21: 'ppc64', 22: 's390x', 40: 'arm', 62: 'x86_64',
  183: 'aarch64', 243: 'riscv64',
};

function reason(file) {
  const head = Buffer.alloc(20);
  const opened = fs.openSync(file, 'r');
  const count = fs.readSync(opened, head);
  fs.closeSync(opened);
  const magic = head.readUInt32BE(0);
  if ([0xcffaedfe, 0xcafebabe, 0xcefaedfe].includes(magic)) return 'macOS, this machine runs Linux';
  if (head.toString('latin1', 0, 2) === 'MZ') return 'Windows, this machine runs Linux';
  if (magic !== 0x7f454c46 || count < head.length) return '';
  const number = head[5] === 1 ? head.readUInt16LE(18) : head.readUInt16BE(18);
  const built = PROCESSORS[number] || `processor ${number}`;
  const ours = os.machine?.() ?? { x64: 'x86_64', arm64: 'aarch64' }[process.arch] ?? process.arch;
  return built === ours ? '' : `${built}, this machine is ${ours}`;
}

// Adds to the message of an error of loading what the dynamic linker does not tell.
function explain(error) {
  try {
    if (error?.code !== 'ERR_DLOPEN_FAILED') return;
    const file = /^(?:Error: )?(\/[^:]+): /.exec(error.message)?.[1];
    const why = file && reason(file);
    if (why) error.message += ` (${file} is built for ${why})`;
  } catch {
    // It explains an error, and must not become one.
  }
}

module.exports = { explain };
