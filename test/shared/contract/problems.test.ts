import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { findingSentence } from '#shared/contract/findings.ts';
import { languageOf, languages } from '#shared/contract/language.ts';
import { fieldProblems, problemCodes, sentence, statusOf, titleOf } from '#shared/contract/problems.ts';
import { routes } from '#shared/contract/routes.ts';
import { rowRefusals, rowWarnings } from '#shared/grid/finding.ts';

const everything = [
  ...problemCodes.map((code) => [code, sentence] as const),
  ...[...rowRefusals, ...rowWarnings].map((code) => [code, findingSentence] as const),
];

describe('sentences', () => {
  it('reads as a whole sentence in both languages with nothing to fill it', () => {
    for (const [code, say] of everything) {
      for (const language of languages) {
        const text = say(code, language);
        expect(text, code).toMatch(/^\p{Lu}.*[.]$/u);
        expect(text, code).not.toMatch(/[{}[\]]|…(?!\))| {2}| [.,;](?!\w)|\(\)/);
      }
    }
  });

  it('says something else in each language', () => {
    for (const [code, say] of everything) expect(say(code, 'fr'), code).not.toBe(say(code, 'en'));
  });

  it('quotes what it was given, and cuts a pasted paragraph', () => {
    expect(findingSentence('sigleUnreadable', 'fr', { value: 'M-1' })).toContain('«\u00a0M-1\u00a0»');
    expect(findingSentence('approachUnknown', 'en', { value: 'x'.repeat(500) }).length).toBeLessThan(250);
  });

  it('never reads a value as part of the sentence', () => {
    expect(findingSentence('sigleUnreadable', 'en', { value: '{column}[$1]', column: 'no' })).toContain(
      '“{column}[$1]”',
    );
  });

  it('groups thousands as each language does', () => {
    expect(sentence('fileTooManyRows', 'fr', { limit: 60_000 })).toContain('(60\u00a0000)');
    expect(sentence('fileTooManyRows', 'en', { limit: 60_000 })).toContain('(60,000)');
  });

  it('still says something of a code it does not know', () => {
    expect(sentence('codeOfAnotherYear', 'fr')).toContain('codeOfAnotherYear');
    expect(sentence('constructor', 'fr')).toContain('constructor');
    expect(findingSentence('codeOfAnotherYear', 'fr')).toContain('codeOfAnotherYear');
  });

  it('gives every refusal a title and a client or server error status', () => {
    for (const code of problemCodes) {
      expect(titleOf(code, 'fr').length, code).toBeLessThan(45);
      expect(statusOf(code), code).toBeGreaterThanOrEqual(400);
    }
    expect(statusOf('versionMismatch')).toBe(412);
    expect(statusOf('versionMissing')).toBe(428);
    expect(statusOf('notFound')).toBe(404);
  });
});

describe('fields at fault', () => {
  const found = (schema: z.core.$ZodType, value: unknown) => {
    const result = z.safeParse(schema, value);
    return result.success ? [] : fieldProblems(result.error.issues, value, 'fr');
  };

  it('names a nested field by its dotted path', () => {
    const body = { presenters: { kind: 'listed', people: [{ name: 'Anne', email: 'anne' }] } };
    expect(found(routes.editRequest.body, body)).toMatchObject([
      { path: 'presenters.people.0.email', code: 'notEmail' },
    ]);
  });

  it('tells a missing field from a wrong one and from an empty one', () => {
    expect(found(routes.comment.body, {})).toMatchObject([{ path: 'text', code: 'required' }]);
    expect(found(routes.comment.body, { text: 3 })).toMatchObject([{ path: 'text', code: 'notText' }]);
    expect(found(routes.comment.body, { text: '  ' })).toMatchObject([{ path: 'text', code: 'blank' }]);
    expect(found(routes.comment.body, 'text')).toMatchObject([{ path: '', code: 'notObject' }]);
  });

  it('offers the choices where a word is none of them', () => {
    const [fault] = found(routes.listTasks.query, { view: 'all' });
    expect(fault).toMatchObject({ path: 'view', code: 'notAmong' });
    expect(fault?.detail).toContain('group, unassigned, mine');
  });

  it('never lets a library speak', () => {
    const bad = [null, 0, 'x', [], {}, { text: [] }, { dueOn: '2020-02-31', recordings: 3, presenters: { kind: 'x' } }];
    for (const { body } of Object.values(routes).filter((route) => 'body' in route)) {
      for (const value of bad) {
        for (const { detail } of found(body, value)) expect(detail).not.toMatch(/Invalid|expected|received/i);
      }
    }
  });
});

describe('language', () => {
  it('is French unless English weighs more', () => {
    expect(languageOf(undefined)).toBe('fr');
    expect(languageOf('')).toBe('fr');
    expect(languageOf('de, *;q=0.5')).toBe('fr');
    expect(languageOf('en-CA,en;q=0.9,fr;q=0.8')).toBe('en');
    expect(languageOf('fr-CA;q=0.9, en;q=0.8')).toBe('fr');
    expect(languageOf('en;q=0.5, fr')).toBe('fr');
    expect(languageOf('fr;q=0, en;q=0.1')).toBe('en');
    expect(languageOf('en;q=abc')).toBe('fr');
  });
});
