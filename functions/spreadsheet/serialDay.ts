/** Days as workbooks store them: a count of days from an epoch, told from other numbers by the cell's format. */
import { parseIsoDate, type IsoDate } from '#shared/time/instant.ts';

const dayMs = 86_400_000;
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
export type Epoch = keyof typeof epochs;

/** Number of the last day a spreadsheet knows, 9999-12-31. */
const lastSerial = 2_958_465;

/** The day of a serial number, its hour dropped (rounded to the second first: hours are binary fractions); null outside the calendar. */
export function serialDay(serial: number, epoch: Epoch): IsoDate | null {
  const days = Math.floor(Math.round(serial * 86_400) / 86_400);
  if (days < 1 || days > lastSerial) return null;
  return parseIsoDate(new Date(epochs[epoch] + days * dayMs).toISOString().slice(0, 10));
}

/** Formats every workbook has without spelling them out (ECMA-376, 18.8.30), East Asian date formats included; hours alone are not days. */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number format shows a day. Quoted text, escapes, colours and locales in a format show nothing of the number. */
export function showsDay(formatId: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDays.has(formatId);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  return !/general|standard/.test(bare) && (/[yd]/.test(bare) || (bare.includes('m') && !/[hs0#?]/.test(bare)));
}
