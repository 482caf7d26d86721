/**
 * The entries of a zip held in memory, inflated as a stream within a budget. Written here because a grid is read by entry
 * name and out of order, and because what an entry says of its size must not be believed.
 */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './unreadable.ts';

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

export interface Zip {
  readonly has: (name: string) => boolean;
  readonly names: () => readonly string[];
  /** Text of an entry, chunk by chunk; refuses as soon as it says or turns out to be over `limit` bytes. */
  readonly text: (name: string, limit: number) => AsyncGenerator<string>;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const entrySignature = 0x04034b50;
/** End record without comment; a comment may add up to 65,535 bytes. */
const endSize = 22;
const longestComment = 0xffff;
/** In place of a size or offset that is found in the 64-bit extra field. */
const elsewhere = 0xffffffff;
const chunkSize = 256 * 1024;

/** Opens a zip; one without its directory, which is at the end, was cut on the way. */
export function openZip(bytes: Buffer): Zip {
  const entries = readDirectory(bytes);
  return {
    has: (name) => entries.has(canonical(name)),
    names: () => [...entries.keys()],
    text: (name, limit) => inflate(bytes, entries.get(canonical(name)), limit),
  };
}

/** Names are compared without case, with forward slashes: writers differ. */
const canonical = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

function readDirectory(bytes: Buffer): ReadonlyMap<string, Entry> {
  try {
    const end = findEnd(bytes);
    const entries = new Map<string, Entry>();
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (bytes.readUInt32LE(at) !== directorySignature) throw new RangeError('Not a directory record');
      const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
      const name = at + 46;
      const extra = name + (nameSize ?? 0);
      const [packed, unpacked, offset] = sizes(bytes, at, bytes.subarray(extra, extra + (extraSize ?? 0)));
      const entry = { method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16), packed, unpacked, offset };
      if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableFile('filePasswordProtected');
      entries.set(canonical(bytes.toString('utf8', name, extra)), entry);
      at = extra + (extraSize ?? 0) + (commentSize ?? 0);
    }
    return entries;
  } catch (cause) {
    throw cause instanceof RangeError ? new UnreadableFile('fileTruncated', { cause }) : cause;
  }
}

function findEnd(bytes: Buffer): number {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < bytes.length - endSize - longestComment || bytes.readUInt32LE(end) !== endSignature) {
    throw new RangeError('No end record');
  }
  return end;
}

/** Packed size, unpacked size and offset, from the 64-bit extra field where some writers put them. */
function sizes(bytes: Buffer, at: number, extra: Buffer): readonly [number, number, number] {
  const [packed, unpacked, offset] = [20, 24, 42].map((field) => bytes.readUInt32LE(at + field));
  const long = extraField(extra, 0x0001);
  let next = 0;
  const resolved = [unpacked, packed, offset].map((value = 0) => {
    if (value !== elsewhere || !long) return value;
    next += 8;
    return Number(long.readBigUInt64LE(next - 8));
  });
  return [resolved[1] ?? 0, resolved[0] ?? 0, resolved[2] ?? 0];
}

function extraField(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return null;
}

async function* inflate(bytes: Buffer, entry: Entry | undefined, limit: number): AsyncGenerator<string> {
  if (!entry) throw new UnreadableFile('fileNotSpreadsheet');
  const tooBig = () =>
    new UnreadableFile('fileTooBigUnpacked', { params: { limitMb: Math.round(limit / 1024 / 1024) } });
  if (entry.unpacked > limit) throw tooBig();
  const decoder = new TextDecoder();
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of unpackedChunks(bytes, entry)) {
      size += chunk.length;
      if (size > limit) throw tooBig();
      crc = crc32(chunk, crc);
      yield decoder.decode(chunk, { stream: true });
    }
    if (crc !== entry.crc) throw new RangeError('Content does not match its checksum');
    yield decoder.decode();
  } catch (cause) {
    const damaged =
      cause instanceof RangeError || (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'));
    throw damaged ? new UnreadableFile('fileTruncated', { cause }) : cause;
  }
}

function unpackedChunks(bytes: Buffer, { method, packed, offset }: Entry): AsyncIterable<Buffer> {
  if (bytes.readUInt32LE(offset) !== entrySignature) throw new RangeError('Not an entry');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packed > bytes.length) throw new RangeError('Entry beyond the end of the file');
  const content = bytes.subarray(start, start + packed);
  if (method === 0) return Readable.from([content]);
  if (method !== 8) throw new UnreadableFile('fileNotSpreadsheet');
  return Readable.from([content]).pipe(createInflateRaw({ chunkSize }));
}
