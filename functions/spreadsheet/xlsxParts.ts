/** The parts of an .xlsx around its sheets: which sheets there are, shared texts, and which formats show days. */
import type { Epoch } from './serialDay.ts';
import { showsDay } from './serialDay.ts';
import { UnreadableFile } from './unreadable.ts';
import { attribute, readXml, type Handlers } from './xml.ts';
import type { Zip } from './zip.ts';

const smallPartBytes = 16 * 1024 * 1024;
/** Shared texts are held in memory while the sheet is read. */
const sharedTextBytes = 64 * 1024 * 1024;

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

export interface WorkbookPart {
  readonly path: string;
  readonly epoch: Epoch;
  readonly sheets: readonly SheetPart[];
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

/** Path of the workbook inside the package; null when the package is no workbook in XML. */
export async function workbookPath(zip: Zip): Promise<string | null> {
  const relations = zip.has('_rels/.rels') ? await readRelations(zip, '') : [];
  const path = relations.find(({ type }) => type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml';
  return /(^|\/)workbook[^/]*\.xml$/i.test(path) && zip.has(path) ? path : null;
}

export async function readWorkbookPart(zip: Zip, path: string): Promise<WorkbookPart> {
  const relations = new Map((await readRelations(zip, path)).map((relation) => [relation.id, relation]));
  let epoch: Epoch = 1900;
  const parts = collect<SheetPart>(zip, path, smallPartBytes, (emit) => ({
    open: (name, attributes) => {
      if (name === 'workbookPr') epoch = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '') ? 1904 : 1900;
      if (name !== 'sheet') return;
      const relation = relations.get(attributes['r:id'] ?? attribute(attributes, 'id') ?? '');
      if (!relation?.type.endsWith('/worksheet')) return;
      emit({ name: attributes.name ?? '', hidden: /hidden/i.test(attributes.state ?? ''), path: relation.path });
    },
    close: () => undefined,
  }));
  const sheets = await parts;
  return { path, epoch, sheets };
}

/** Texts that cells name by rank. Runs of rich text are joined; phonetic readings beside them are not part of the text. */
export async function readSharedTexts(zip: Zip, workbook: string): Promise<readonly string[]> {
  const path = await siblingPath(zip, workbook, '/sharedStrings');
  return path === null
    ? []
    : collect<string>(zip, path, sharedTextBytes, (emit) => textHandlers('si', (text) => emit(text)));
}

/** For each cell style by rank, whether it shows a day. */
export async function readDayStyles(zip: Zip, workbook: string): Promise<readonly boolean[]> {
  const path = await siblingPath(zip, workbook, '/styles');
  if (path === null) return [];
  const codes = new Map<number, string>();
  let inCells = false;
  return collect<boolean>(zip, path, smallPartBytes, (emit) => ({
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      emit(showsDay(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  }));
}

/** Handlers that gather the text of each `element` (a shared text, or a cell's own). Line breaks written as escapes are restored. */
export function textHandlers(element: string, done: (text: string) => void): Handlers {
  let text: string | null = null;
  let inText = false;
  let phonetic = 0;
  return {
    open: (name) => {
      if (name === element) text = '';
      if (name === 'rPh') phonetic += 1;
      if (name === 't') inText = phonetic === 0;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== element || text === null) return;
      done(unescaped(text));
      text = null;
    },
    text: (piece) => {
      if (inText && text !== null) text += piece;
    },
  };
}

/** `_x000D_` is how a workbook writes a character that XML cannot hold (ECMA-376, ST_Xstring). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

async function siblingPath(zip: Zip, workbook: string, type: string): Promise<string | null> {
  const path = (await readRelations(zip, workbook)).find((relation) => relation.type.endsWith(type))?.path;
  return path !== undefined && zip.has(path) ? path : null;
}

async function readRelations(zip: Zip, part: string): Promise<readonly Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(path)) throw new UnreadableFile('fileNotSpreadsheet');
  return collect<Relation>(zip, path, smallPartBytes, (emit) => ({
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const target = attributes.Target ?? '';
      emit({
        id: attributes.Id ?? '',
        type: attributes.Type ?? '',
        path: target.startsWith('/') ? target.slice(1) : `${folder}${target}`,
      });
    },
    close: () => undefined,
  }));
}

async function collect<Item>(
  zip: Zip,
  path: string,
  limit: number,
  handlersFor: (emit: (item: Item) => void) => Handlers,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of readXml(zip.text(path, limit), handlersFor)) items.push(item);
  return items;
}
