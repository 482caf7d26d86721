/** What a bench found out: figures beside their goals, as a table for the eye and for `docs/benchmarks.md`. */
import { loadavg } from 'node:os';

/** One figure; smaller is better wherever there is a goal. */
export interface Figure {
  /** Of which of several things; the figures of each of them then make one row. */
  readonly of?: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Most it should be. */
  readonly goal?: number;
}

export interface Findings {
  readonly subject: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

/** How long a bench should take: a short one shows that it works, its figures say little. */
export interface Effort {
  readonly short: boolean;
}

/** Load of the machine over the last minute, by which figures are to be judged. */
export const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

function shown(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function verdict({ value, goal }: Figure): string {
  if (goal === undefined) return '';
  return value <= goal ? 'kept' : 'missed';
}

const goalOf = ({ goal, unit }: Figure): string => (goal === undefined ? '' : `${goal} ${unit}`);

/** Heading and rows: one figure a row, or one thing a row with its figures side by side. */
function tableOf({ figures }: Findings): string[][] {
  const of = [...new Set(figures.map((figure) => figure.of ?? ''))];
  if (of.length === 1) {
    const rows = figures.map((one) => [one.what, `${shown(one.value)} ${one.unit}`, goalOf(one), verdict(one)]);
    return [['figure', 'measured', 'goal', ''], ...rows];
  }
  const columns = [...new Set(figures.map(({ what }) => what))];
  const cell = (row: string, column: string): string => {
    const figure = figures.find((one) => one.of === row && one.what === column);
    if (!figure) return '';
    const goal = goalOf(figure);
    return `${shown(figure.value)} ${figure.unit}${goal === '' ? '' : ` (${verdict(figure)}: ${goal})`}`;
  };
  return [['', ...columns], ...of.map((row) => [row, ...columns.map((column) => cell(row, column))])];
}

/** For the terminal. */
export function textOf(findings: Findings): string {
  const rows = tableOf(findings);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n');
}

/** For `docs/benchmarks.md`. */
export function markdownOf(findings: Findings, loads: string): string {
  const [heading = [], ...rows] = tableOf(findings);
  const table = [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `### ${findings.subject}\n\n${findings.how} Load of the machine: ${loads}.\n\n${table}\n`;
}
