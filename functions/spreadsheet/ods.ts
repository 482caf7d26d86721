/** Rows of an .ods (OpenDocument 1.3, part 3, chapter 9). */
import { isBlank, type Cell, type SheetRow } from '#shared/grid/cell.ts';
import { UnreadableFile } from './unreadable.ts';
import type { Sheet } from './workbook.ts';
import { attribute, readXml, type Attributes, type Handlers } from './xml.ts';
import { place, sheetBytes, widestRow } from './xlsx.ts';
import type { Zip } from './zip.ts';

const contentPath = 'content.xml';
const manifestBytes = 16 * 1024 * 1024;

/** Whether the package is an OpenDocument spreadsheet. */
export async function isOds(zip: Zip): Promise<boolean> {
  if (!zip.has('mimetype') || !zip.has(contentPath)) return false;
  let type = '';
  for await (const chunk of zip.text('mimetype', manifestBytes)) type += chunk;
  return type.trim().startsWith('application/vnd.oasis.opendocument.spreadsheet');
}

interface SheetFacts {
  readonly name: string;
  readonly hidden: boolean;
}

/** Sheets of the document. All lie in one part, so each is found by reading past those before it. */
export async function openOds(zip: Zip): Promise<readonly Sheet[]> {
  await refuseEncrypted(zip);
  const facts: SheetFacts[] = [];
  for await (const found of readXml<SheetFacts>(zip.text(contentPath, sheetBytes), tableHandlers)) facts.push(found);
  return facts.map(({ name, hidden }, rank) => ({
    name,
    hidden,
    rows: () => readXml<SheetRow>(zip.text(contentPath, sheetBytes), (emit) => rowHandlers(rank, emit)),
  }));
}

async function refuseEncrypted(zip: Zip): Promise<void> {
  if (!zip.has('META-INF/manifest.xml')) return;
  const marks = readXml<string>(zip.text('META-INF/manifest.xml', manifestBytes), (emit) => ({
    open: emit,
    close: () => undefined,
  }));
  for await (const name of marks) if (name === 'encryption-data') throw new UnreadableFile('filePasswordProtected');
}

function tableHandlers(emit: (facts: SheetFacts) => void): Handlers {
  const hiddenStyles = new Set<string>();
  let style = '';
  let depth = 0;
  return {
    open: (name, attributes) => {
      if (name === 'style') style = attribute(attributes, 'name') ?? '';
      if (name === 'table-properties' && attribute(attributes, 'display') === 'false') hiddenStyles.add(style);
      if (name !== 'table') return;
      depth += 1;
      const hidden = hiddenStyles.has(attribute(attributes, 'style-name') ?? '');
      if (depth === 1) emit({ name: attribute(attributes, 'name') ?? '', hidden });
    },
    close: (name) => {
      if (name === 'table') depth -= 1;
    },
  };
}

/** Elements inside a table whose texts and cells are not its content: notes, drawings, recorded changes, tables in cells. */
const asides = new Set([
  'annotation',
  'shapes',
  'frame',
  'custom-shape',
  'tracked-changes',
  'forms',
  'detective',
  'g',
  'line',
]);

/** Emits the rows with content of the table of this rank. A row or cell that is repeated is given as often as it says. */
function rowHandlers(rank: number, emit: (row: SheetRow) => void): Handlers {
  let table = -1;
  let depth = 0;
  let aside = 0;
  let row = 1;
  let rowRepeat = 1;
  let column = 0;
  let cells: Cell[] = [];
  let cell: Attributes = {};
  let paragraphs: string[] = [];
  let inParagraph = 0;
  const reading = () => table === rank && depth === 1 && aside === 0;
  const append = (text: string) => paragraphs.push((paragraphs.pop() ?? '') + text);

  function closeCell(): void {
    const repeat = repeated(cell, 'number-columns-repeated');
    const value = cellValue(cell, paragraphs.join('\n'));
    const last = value === null ? column : Math.min(column + repeat, widestRow);
    for (let at = column; at < last; at += 1) place(cells, at, value);
    column += repeat;
  }
  function closeRow(): void {
    if (!isBlank({ row, cells })) for (let copy = 0; copy < rowRepeat; copy += 1) emit({ row: row + copy, cells });
    row += rowRepeat;
  }
  return {
    open: (name, attributes) => {
      if (asides.has(name)) aside += 1;
      if (name === 'table') {
        depth += 1;
        if (depth === 1 && aside === 0) table += 1;
      }
      if (!reading()) return;
      if (name === 'table-row') {
        rowRepeat = repeated(attributes, 'number-rows-repeated');
        column = 0;
        cells = [];
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cell = attributes;
        paragraphs = [];
      } else if (name === 'p') {
        inParagraph += 1;
        paragraphs.push('');
      } else if (name === 's') append(' '.repeat(Math.min(repeated(attributes, 'c'), 1000)));
      else if (name === 'tab') append('\t');
      else if (name === 'line-break') append('\n');
    },
    text: (piece) => {
      if (inParagraph > 0 && reading()) append(piece);
    },
    close: (name) => {
      if (reading()) {
        if (name === 'p') inParagraph -= 1;
        else if (name === 'table-cell' || name === 'covered-table-cell') closeCell();
        else if (name === 'table-row') closeRow();
      }
      if (asides.has(name)) aside -= 1;
      if (name === 'table') depth -= 1;
    },
  };
}

function repeated(attributes: Attributes, name: string): number {
  const times = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

function cellValue(cell: Attributes, text: string): Cell {
  const types = Object.entries(cell)
    .filter(([name]) => name.endsWith('value-type'))
    .map(([, type]) => type);
  if (types.includes('error')) return { error: text };
  const value = attribute(cell, 'value');
  if (types.includes('date')) return (attribute(cell, 'date-value') ?? text).slice(0, 10);
  if (types.includes('boolean')) return attribute(cell, 'boolean-value') === 'true';
  if (types.some((type) => type === 'float' || type === 'percentage' || type === 'currency')) return Number(value);
  return text === ''
    ? (attribute(cell, 'string-value') ?? null)
    : /^#(N\/A|REF!|VALUE!|VALEUR!|DIV\/0!|NAME\?|NOM\s?\?|NUM!|NULL!|NUL!)$/.test(text) &&
        attribute(cell, 'formula') !== undefined
      ? { error: text }
      : text;
}
