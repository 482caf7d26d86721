import { UnreadableFile } from './unreadable.ts';

/** What a file is, told by its first bytes: its name is often wrong. */
export type FileKind = 'zip' | 'text';

const zipStart = [0x50, 0x4b];
/** Compound file: what Excel wrote until 2003, and what wraps a workbook protected by a password since. */
const compoundStart = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Text formats that are not a table of values. */
const otherTexts = /^\s*(?:%PDF|\{\\rtf|<\?xml|<!doctype|<html|<table|<!--|\{|\[\s*[{["])/i;

const startsWith = (bytes: Buffer, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);

/** Tells a zip (xlsx, ods) from delimited text, and refuses the rest by what it is. */
export function fileKind(bytes: Buffer): FileKind {
  if (bytes.length === 0) throw new UnreadableFile('fileEmpty');
  if (startsWith(bytes, compoundStart)) throw new UnreadableFile(compoundCode(bytes));
  if (startsWith(bytes, zipStart)) return 'zip';
  if (!looksLikeText(bytes)) throw new UnreadableFile('fileNotSpreadsheet');
  return 'text';
}

/** Names of a compound file's streams are UTF-16 in its directory; finding the name is enough to tell what it holds. */
function compoundCode(bytes: Buffer): 'filePasswordProtected' | 'fileOldExcel' | 'fileNotSpreadsheet' {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) return 'filePasswordProtected';
  return holds('Workbook') || holds('Book\0') ? 'fileOldExcel' : 'fileNotSpreadsheet';
}

/** How much of a file is looked at to tell text from the rest. */
const sampled = 64 * 1024;

function looksLikeText(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, sampled);
  const utf16 = startsWith(sample, [0xff, 0xfe]) || startsWith(sample, [0xfe, 0xff]);
  if (utf16) return true;
  const controls = sample.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c,
  );
  return !controls && !otherTexts.test(sample.subarray(0, 200).toString('latin1').replace(/^ï»¿/, ''));
}
