// SPDX-License-Identifier: GPL-3.0-or-later
// Has ES modules tell when they run; see importtimes.cjs. Node.js runs this in a thread of its own.
const importers = new Map(); // who asked for a URL first

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (!importers.has(found.url)) importers.set(found.url, context.parentURL ?? '');
  return found;
}

export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (loaded.format !== 'module' || !url.startsWith('file:') || !loaded.source) return loaded;
  const mark = `globalThis[Symbol.for('aws.lambda.workbench.importTimes')]`;
  const name = JSON.stringify(url);
  const importer = JSON.stringify(importers.get(url) ?? '');
  const text = Buffer.from(loaded.source).toString('utf8');
  // On the first line, so that the others keep their numbers. A line comment may end the text.
  const first = text.startsWith('#!') ? `//` : '';
  return {
    ...loaded,
    source: `${mark}.begin(${name}, ${importer}); ${first}${text}\n;${mark}.end(${name});`,
  };
}
