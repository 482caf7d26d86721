/** A document read as a stream of what its handlers emit: no tree is built, so a sheet of any length takes the same memory. */
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './unreadable.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Called in document order. Names come without their namespace prefix, which writers choose freely. */
export interface Handlers {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Most characters without a tag: a cell holds 32,767, so more is an attack on memory. */
const longestRun = 4 * 1024 * 1024;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Items emitted by the handlers, as the chunks come in. Entities other than XML's own are refused by the parser. */
export async function* readXml<Item>(
  chunks: AsyncIterable<string>,
  handlersFor: (emit: (item: Item) => void) => Handlers,
): AsyncGenerator<Item> {
  let items: Item[] = [];
  let run = 0;
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  const handlers = handlersFor((item) => items.push(item));
  parser.on('opentag', ({ name, attributes }) => {
    run = 0;
    handlers.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    handlers.close(localName(name));
  });
  if (handlers.text) parser.on('text', handlers.text);
  parser.on('error', (cause) => {
    throw new UnreadableFile('fileTruncated', { cause });
  });
  for await (const chunk of chunks) {
    run += chunk.length;
    if (run > longestRun)
      throw new UnreadableFile('fileTooBigUnpacked', { params: { limitMb: longestRun / 1024 / 1024 } });
    parser.write(chunk);
    const ready = items;
    items = [];
    yield* ready;
  }
  parser.close();
  yield* items;
}

/** An attribute whatever its namespace prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  const key = Object.keys(attributes).find((candidate) => localName(candidate) === name);
  return key === undefined ? undefined : attributes[key];
}
