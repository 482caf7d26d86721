/** Lengths of time in words: rounded down to the minute for whoever glances, to the millisecond for whoever counts. */
import type { Language } from '#shared/contract/language.ts';

const unbroken = '\u00a0';
/** The same in both languages. */
const [hour, minute, second] = ['h', 'min', 's'];

/** Hours and whole minutes: `2 h 05 min`, `40 min`, `0 min`. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${left}${unbroken}${minute}`;
  const whole = `${hours}${unbroken}${hour}`;
  return left === 0 ? whole : `${whole}${unbroken}${String(left).padStart(2, '0')}${unbroken}${minute}`;
}

/** The whole of it, so that sums can be checked: `2 h 05 min 30,512 s`. */
export function exactDuration(ms: number, language: Language): string {
  const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, ms % 60_000];
  const seconds = new Intl.NumberFormat(`${language}-CA`, { maximumFractionDigits: 3 }).format(rest / 1_000);
  const parts = [
    hours > 0 && `${hours}${unbroken}${hour}`,
    (minutes > 0 || (hours > 0 && rest > 0)) && `${minutes}${unbroken}${minute}`,
    (rest > 0 || ms === 0) && `${seconds}${unbroken}${second}`,
  ];
  return parts.filter((part) => part !== false).join(' ');
}
