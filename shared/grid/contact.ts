/** People as a grid names them: addresses, and lists of presenters. */
import type { Contact, Email } from '../request/course.ts';
import { cleanLine, fold } from './cell.ts';

const addressPattern =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Longest address that mail servers take (RFC 5321, 4.5.3.1.3). */
const longestAddress = 254;

/** Reads an address, also as a spreadsheet's link (`mailto:…`) or in angle brackets; null when mail could not be sent to it. */
export function parseEmail(text: string): Email | null {
  const address = cleanLine(text)
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1')
    .toLowerCase();
  return address.length <= longestAddress && addressPattern.test(address) && !/\.\.|^\.|\.@/.test(address)
    ? (address as Email)
    : null;
}

/** What people write where no presenter is known yet. */
const nobody = new Set([
  '',
  'a venir',
  'a determiner',
  'a confirmer',
  'a preciser',
  'aucun',
  'n a',
  'na',
  'tba',
  'tbd',
  'none',
]);

export interface PresentersReading {
  readonly presenters: readonly Contact[];
  /** Addresses given but not readable; their presenters are kept, without address. */
  readonly unreadable: readonly string[];
}

/** Reads `Nom <courriel>; Nom <courriel>`, one per line or separated by `;`; a name or an address alone will do. */
export function readPresenters(text: string): PresentersReading {
  const presenters = new Map<string, Contact>();
  const unreadable: string[] = [];
  for (const part of text.split(/[;\n]|(?<=>)\s*,/)) {
    const written = cleanLine(part);
    if (nobody.has(fold(written))) continue;
    const bracketed = /^(.*?)\s*[<([]([^<>()[\]]*)[>)\]]?$/.exec(written) ?? /^(.*?)\s*(\S+@\S+)$/.exec(written);
    const address = cleanLine(bracketed?.[2] ?? '');
    const email = parseEmail(address);
    if (address !== '' && email === null) unreadable.push(address);
    const name = cleanLine((bracketed ? bracketed[1] : written) ?? '').replace(/[,:]$/, '') || address;
    presenters.set(`${fold(name)} ${email ?? ''}`, { name, email });
  }
  return { presenters: [...presenters.values()], unreadable };
}
