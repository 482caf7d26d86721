import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeActions } from '#shared/history/line.ts';
import { requestTrace } from '#shared/request/trace.ts';
import { taskTrace } from '#shared/task/trace.ts';
import { plan } from '#shared/request/plan.ts';
import { created, taskOf } from '#test/support/desk.ts';
import { i18n } from '#web/shell/language.ts';
import type { HistoryLine } from '#web/data/history.ts';
import { changesSaid, type Said } from '#web/pages/requests/[request]/parts/changeWords.ts';
import { merged } from '#web/pages/requests/[request]/parts/fieldMerge.ts';
import { filtered, grouped } from '#web/shell/talk/historyGroups.ts';

const hasWords = (key: string) => i18n.global.te(key, 'fr');
const isSaid = (value: Said) => value.as !== 'word' || hasWords(value.key);

type Content = Extract<HistoryLine['content'], { kind: 'change' }>;
const change = (changes: Content['changes']): Content => ({ kind: 'change', action: 'updated', changes, reason: null });

describe('words of history', () => {
  const request = {
    ...created().request,
    presenters: { kind: 'listed' as const, people: [{ name: 'Zoé', email: null }], from: 'desk' as const },
    recordings: [{ id: 'R1' as never, title: 'Cours 1', presenter: 'Zoé', state: 'announced' as const }],
  };

  it('exist for every field that a change of a request can touch, or the field is told to nobody', () => {
    for (const [field, to] of Object.entries(requestTrace(request))) {
      for (const each of changesSaid(change([{ field, from: null, to }]), false)) {
        expect(hasWords(`request.field.${each.field}`), field).toBe(true);
        expect(isSaid(each.from) && isSaid(each.to), field).toBe(true);
      }
      const untold = ['run', 'presenters.from'];
      expect(changesSaid(change([{ field, from: null, to: to ?? 'x' }]), false).length > 0, field).toBe(
        !untold.includes(field),
      );
    }
  });

  it('exist for every field of every task', () => {
    for (const { kind } of plan) {
      for (const field of Object.keys(taskTrace(taskOf(created(), kind)))) {
        const told = changesSaid(change([{ field, from: null, to: field === 'state' ? 'open' : 'x' }]), true);
        expect(told.length, field).toBe(field === 'assigneeId' ? 0 : 1);
        for (const each of told) expect(hasWords(`request.field.${each.field}`), field).toBe(true);
      }
    }
  });

  it.each([...changeActions, 'comment', 'workNote'])('has a sentence for %s', (action) => {
    expect(hasWords(`request.did.${action}`)).toBe(true);
  });
});

const line = (id: number, kind: 'comment' | 'change'): HistoryLine => ({
  id: String(id),
  subject: 'RITM0010001',
  version: 1,
  at: '2020-09-03T14:00:00.000Z' as HistoryLine['at'],
  door: 'api',
  by: { kind: 'workflow' },
  content: kind === 'change' ? change([]) : { kind, text: 'Bonjour' },
});

describe('folding', () => {
  it('loses no line, keeps their order, and folds nothing that people wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('comment' as const, 'change' as const)), (kinds) => {
        const lines = kinds.map((kind, rank) => line(kinds.length - rank, kind));
        const groups = grouped(lines);
        expect(groups.flatMap((group) => (group.kind === 'line' ? [group.line] : group.lines))).toEqual(lines);
        for (const group of groups) {
          if (group.kind === 'fold') expect(filtered(group.lines, 'change')).toEqual(group.lines);
        }
      }),
    );
  });
});

describe('two at one form', () => {
  const values = fc.record({ date: fc.constantFrom('a', 'b', 'c'), sure: fc.boolean(), people: fc.array(fc.nat(2)) });

  it('keeps every field only one of them changed, and asks about exactly those they disagree on', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const { values: both, conflicts } = merged(base, mine, theirs);
        for (const field of ['date', 'sure', 'people'] as const) {
          const [b, m, t] = [base, mine, theirs].map((each) => JSON.stringify(each[field]));
          expect(conflicts.includes(field)).toBe(m !== b && t !== b && m !== t);
          expect(JSON.stringify(both[field])).toBe(m === b ? t : m);
        }
      }),
    );
  });
});
