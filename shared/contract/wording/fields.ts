/** What is wrong with a field of a body, a query or a path: the words for what a schema found. */
import type * as z from 'zod/mini';
import type { Sentence } from './sentence.ts';

export const fieldCodes = {
  required: { fr: 'Ce champ est obligatoire.', en: 'This field is required.' },
  blank: { fr: 'Ce champ ne peut pas être vide.', en: 'This field cannot be empty.' },
  tooShort: { fr: 'Au moins {limit} caractères sont nécessaires.', en: 'At least {limit} characters are needed.' },
  tooLong: { fr: 'Au plus {limit} caractères sont permis.', en: 'At most {limit} characters are allowed.' },
  tooFew: { fr: 'Il en faut au moins {limit}.', en: 'At least {limit} must be given.' },
  tooMany: { fr: 'Au plus {limit} sont permis.', en: 'At most {limit} are allowed.' },
  tooSmall: { fr: 'Écrivez un nombre à partir de {limit}.', en: 'Give a number from {limit} up.' },
  tooBig: { fr: 'Écrivez un nombre d’au plus {limit}.', en: 'Give a number of at most {limit}.' },
  notText: { fr: 'Un texte est attendu.', en: 'Text is expected.' },
  notNumber: { fr: 'Un nombre entier est attendu.', en: 'A whole number is expected.' },
  notYesNo: { fr: 'Oui (true) ou non (false) est attendu.', en: 'Yes (true) or no (false) is expected.' },
  notList: { fr: 'Une liste est attendue.', en: 'A list is expected.' },
  notObject: { fr: 'Un objet JSON est attendu.', en: 'A JSON object is expected.' },
  notDate: {
    fr: 'Écrivez une date qui existe, année d’abord: 2020-09-03.',
    en: 'Give a date that exists, year first: 2020-09-03.',
  },
  notInstant: {
    fr: 'Écrivez une date et une heure en UTC: 2020-09-03T12:30:00Z.',
    en: 'Give a date and time in UTC: 2020-09-03T12:30:00Z.',
  },
  notEmail: {
    fr: 'Écrivez une adresse de courriel complète, par exemple prenom.nom@umontreal.ca.',
    en: 'Give a full e-mail address, for instance first.last@umontreal.ca.',
  },
  notInForm: { fr: 'Cette valeur n’a pas la forme attendue.', en: 'This value does not have the expected form.' },
  notAmong: { fr: 'Choisissez parmi[ : {choices}].', en: 'Choose one of[: {choices}].' },
  unknownField: {
    fr: 'Champ inconnu[ : {names}]. Enlevez-le.',
    en: 'Unknown field[: {names}]. Remove it.',
  },
  invalid: { fr: 'Cette valeur n’est pas acceptée.', en: 'This value is not accepted.' },
} as const satisfies Readonly<Record<string, Sentence>>;
export type FieldCode = keyof typeof fieldCodes;

export interface FieldFault {
  readonly code: FieldCode;
  readonly params: Readonly<Record<string, string | number>>;
}

const fault = (code: FieldCode, params: FieldFault['params'] = {}): FieldFault => ({ code, params });

const expectedKinds: Readonly<Record<string, FieldCode>> = {
  string: 'notText',
  number: 'notNumber',
  int: 'notNumber',
  boolean: 'notYesNo',
  array: 'notList',
  object: 'notObject',
  record: 'notObject',
  nonoptional: 'required',
};

const formats: Readonly<Record<string, FieldCode>> = {
  date: 'notDate',
  datetime: 'notInstant',
  email: 'notEmail',
  safeint: 'notNumber',
};

/** Our word for an issue of a schema; `value` is what the caller gave there. */
export function faultOf(issue: z.core.$ZodIssue, value: unknown): FieldFault {
  switch (issue.code) {
    case 'invalid_type':
      return fault(value === undefined ? 'required' : (expectedKinds[issue.expected] ?? 'invalid'));
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return fault(beyond[issue.origin] ?? 'tooBig', { limit: Number(issue.maximum) });
    case 'invalid_format':
      return fault(value === '' ? 'blank' : (formats[issue.format] ?? 'notInForm'));
    case 'invalid_value':
      return value === undefined ? fault('required') : among(issue.values);
    case 'invalid_union':
      return value === undefined ? fault('required') : among('options' in issue ? (issue.options ?? []) : []);
    case 'unrecognized_keys':
      return fault('unknownField', { names: issue.keys.join(', ') });
    case 'invalid_key':
      return fault('unknownField', { names: String(issue.path.at(-1) ?? '') });
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return fault('invalid');
    default:
      return issue satisfies never;
  }
}

const beyond: Readonly<Record<string, FieldCode>> = { string: 'tooLong', array: 'tooMany' };

function tooSmall(origin: string, limit: number): FieldFault {
  if (origin === 'string') return limit === 1 ? fault('blank') : fault('tooShort', { limit });
  return fault(origin === 'array' ? 'tooFew' : 'tooSmall', { limit });
}

function among(values: readonly z.core.util.Primitive[]): FieldFault {
  return values.length === 0 ? fault('invalid') : fault('notAmong', { choices: values.map(String).join(', ') });
}
