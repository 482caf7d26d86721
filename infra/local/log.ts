/** Log lines that a person reads: time, who speaks, what happened, the rest as `name=value`. */

import type { Writable } from 'node:stream';
import type { Log } from './part.ts';

const hidden = new Set(['timestamp', 'time', 'level', 'service', 'sampling_rate', 'xray_trace_id']);
const width = 24;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text) ? JSON.stringify(text) : text;
}

/** A log that writes one line per call, and a stack trace below it when there is one. */
export function lineLog(out: Writable): Log {
  return (piece, message, fields = {}) => {
    const { trace, ...rest } = fields;
    const level = typeof rest['level'] === 'string' && !/^info$/i.test(rest['level']) ? `${rest['level']} ` : '';
    const pairs = Object.entries(rest)
      .filter(([name, value]) => !hidden.has(name) && value !== undefined)
      .map(([name, value]) => ` ${name}=${shown(value)}`);
    const who = piece.replace(/^guichet-[a-z]+-(Functions)?|Function$/g, '').slice(0, width);
    out.write(
      `${new Date().toLocaleTimeString('en-CA', { hour12: false })} ${who.padEnd(width)} ${level}${message}${pairs.join('')}\n`,
    );
    if (typeof trace === 'string') out.write(`${trace}\n`);
  };
}
