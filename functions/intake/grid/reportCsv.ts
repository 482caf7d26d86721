/** The report as a French spreadsheet opens it: UTF-8 with its mark, semicolons, and nothing that a cell would run. */
import { sentence } from '#shared/contract/problems.ts';
import type { CellFinding, ReportRow, RowOutcome } from '#shared/grid/import.ts';
import type { Scope } from '#shared/grid/row.ts';

const outcomes: Readonly<Record<RowOutcome, string>> = {
  created: 'créée',
  updated: 'modifiée',
  unchanged: 'inchangée',
  duplicate: 'doublon',
  notValidated: 'non validée',
  refused: 'refusée',
  vanished: 'disparue de la grille',
};

/** A cell that begins like a formula is shown as text (OWASP, "CSV injection"). */
function cellOf(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(';')}\r\n`;

export const csvHead = `\ufeff${line(['Ligne', 'Résultat', 'Cours', 'Titre', 'Demande', 'Colonne', 'Valeur', 'Explication'])}`;

/** A line of the report: one line for each finding, so that each can be filtered by its column. */
export function csvOf({ row, outcome, course, title, request, findings, changes }: ReportRow): string {
  const said = [row, outcomes[outcome], course, title, request];
  const changed = changes.map(({ field, from, to }) => line([...said, field, to, `${from} → ${to}`]));
  const found = findings.map((finding) => line([...said, finding.column, finding.value, explained(finding)]));
  return [...changed, ...found].join('') || line([...said, null, null, null]);
}

function explained({ code, column, value }: CellFinding): string {
  return sentence(code, 'fr', { column, value });
}

/** Says where vanished courses were looked for. */
export function csvOfScope({ term, department }: Scope): string {
  const where = `Les cours disparus ont été cherchés pour ce département et ce trimestre: ${department}, ${term}.`;
  return line([null, 'portée', null, null, null, null, null, where]);
}
