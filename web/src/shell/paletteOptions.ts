/** What the command palette offers for what was typed: recent requests, what the desk found, pages and acts. */
import type { Component } from 'vue';
import { matches, termsOf, wordsOf } from '#shared/search/words.ts';
import type { Command } from './commands.ts';

/** A line of the palette. */
export interface PaletteOption {
  readonly id: string;
  readonly label: string;
  /** Beside the label, smaller: what tells two of one name apart. */
  readonly hint?: string;
  readonly icon: Component;
  readonly keys?: string;
  readonly run: () => void | Promise<void>;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly options: readonly PaletteOption[];
}

/** Commands that answer what was typed; all of them when nothing was. */
export function commandsFor(typed: string, commands: readonly Command[]): readonly Command[] {
  const terms = termsOf(typed);
  // What calls the palette up has no place in it.
  const offered = commands.filter(({ id }) => id !== 'palette' && id !== 'find');
  return terms.length === 0 ? offered : offered.filter(({ label }) => matches(wordsOf(label), terms));
}
