/** When a schedule expression is due next: `rate(…)`, `cron(…)` in a time zone, or `at(…)`. */

const unitMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The first instant after `after` (milliseconds) at which the expression is due, or undefined when there is none left. */
export function nextDue(expression: string, after: number, timeZone = 'UTC'): number | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) return after + Number(rate[1]) * (unitMilliseconds[rate[2] ?? ''] ?? 60_000);
  const at = /^at\((.+)\)$/.exec(expression);
  if (at?.[1] !== undefined) {
    const instant = instantOf(at[1], timeZone);
    return instant > after ? instant : undefined;
  }
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (cron?.[1] === undefined) throw new Error(`Schedule expression ${expression} is not known to the local stack`);
  return nextCron(cron[1].trim().split(/\s+/), after, timeZone);
}

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 1 is Sunday, as cron expressions of AWS count. */
  readonly weekday: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallOf(instant: number, timeZone: string): Wall {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const [year, month, day] = [parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
  return { year, month, day, hour: parts.get('hour') ?? 0, minute: parts.get('minute') ?? 0, weekday };
}

/** The instant of a wall time without zone, such as `2027-01-31T08:30:00`. */
function instantOf(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const seen = wallOf(asUtc, timeZone);
  const offset =
    Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) - Math.floor(asUtc / 60_000) * 60_000;
  return asUtc - offset;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

type Fits = (value: number) => boolean;

function field(text: string, names: readonly string[] = []): Fits {
  const number = (word: string): number => {
    const named = names.indexOf(word.toUpperCase());
    return named === -1 ? Number(word) : named + 1;
  };
  const parts = text.split(',').map((part): Fits => {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range.split('-');
    if (range === '*' || range === '?') return (value) => step === undefined || value % Number(step) === 0;
    const from = number(first);
    const to = last === undefined ? (step === undefined ? from : Infinity) : number(last);
    if (Number.isNaN(from) || Number.isNaN(to)) throw new Error(`Cron field ${text} is not known to the local stack`);
    return (value) => value >= from && value <= to && (step === undefined || (value - from) % Number(step) === 0);
  });
  return (value) => parts.some((fits) => fits(value));
}

const minuteMilliseconds = 60_000;
const longestSearch = 5 * 366 * 24;

function nextCron(fields: readonly string[], after: number, timeZone: string): number | undefined {
  const [minutes = '*', hours = '*', days = '*', months = '*', weekdays = '?', years = '*'] = fields;
  const fits = {
    minute: field(minutes),
    hour: field(hours),
    day: days === 'L' ? () => true : field(days),
    month: field(months, monthNames),
    weekday: field(weekdays, dayNames),
    year: field(years),
  };
  let instant = Math.floor(after / minuteMilliseconds) * minuteMilliseconds + minuteMilliseconds;
  for (let steps = 0; steps < longestSearch; steps += 1) {
    const wall = wallOf(instant, timeZone);
    const lastDay = days !== 'L' || new Date(Date.UTC(wall.year, wall.month, 0)).getUTCDate() === wall.day;
    const dayFits =
      lastDay && fits.day(wall.day) && fits.month(wall.month) && fits.weekday(wall.weekday) && fits.year(wall.year);
    if (dayFits && fits.hour(wall.hour)) {
      for (let minute = wall.minute; minute < 60; minute += 1) {
        if (fits.minute(minute)) return instant + (minute - wall.minute) * minuteMilliseconds;
      }
    }
    instant += (60 - wall.minute) * minuteMilliseconds;
  }
  return undefined;
}
