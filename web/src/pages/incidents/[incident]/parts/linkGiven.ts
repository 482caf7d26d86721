/** A link as it is typed: numbers and sigles however they are spelled. */
import { parseSigle } from '#shared/grid/fields.ts';
import { parseNumber } from '#shared/ids.ts';
import type { LinkEdit } from '#web/data/incident.ts';

/** What is to be linked; null when the text names nothing of the kind. */
export function linkGiven(field: keyof LinkEdit, text: string): LinkEdit | null {
  const typed = text.trim();
  switch (field) {
    case 'request': {
      const request = parseNumber('request', typed);
      return request && { request };
    }
    case 'parent': {
      const parent = parseNumber('incident', typed);
      return parent && { parent };
    }
    case 'supportTask': {
      const number = typed.toUpperCase();
      return /^TASK\d{7,15}$/.test(number) ? { supportTask: number } : null;
    }
    case 'course': {
      const course = parseSigle(typed);
      return course && { course };
    }
    case 'problem':
      return typed === '' ? null : { problem: typed };
    default:
      return field satisfies never;
  }
}
