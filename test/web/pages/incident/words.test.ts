import { describe, expect, it } from 'vitest';
import { incidentActions } from '#shared/incident/line.ts';
import { incidentTrace } from '#shared/incident/trace.ts';
import { linkFields } from '#shared/incident/link.ts';
import { openedAt } from '#test/support/incidents.ts';
import { i18n } from '#web/shell/language.ts';
import { duplicatesAmong } from '#web/pages/incidents/[incident]/parts/duplicates.ts';
import { fieldKey } from '#web/pages/incidents/[incident]/parts/lineWords.ts';
import { linkGiven } from '#web/pages/incidents/[incident]/parts/linkGiven.ts';
import { durationWords, exactDuration } from '#web/ui/durationWords.ts';
import { other, wall } from './desk.ts';

const hasWords = (key: string) => i18n.global.te(key, 'fr');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('words of a help request’s history', () => {
  it('exist for everything that is done', () => {
    for (const action of incidentActions) expect(hasWords(`incident.did.${action}`), action).toBe(true);
  });

  it('exist for every field that a change can touch and that is told', () => {
    const untold = ['assigneeId', 'links.duplicateOf', 'tierSeen.response', 'tierSeen.resolution'];
    const recalculated = ['response', 'resolution'].flatMap((clock) =>
      ['elapsedMs', 'tier', 'dueAt', 'breachedAt', 'edition'].map((field) => `${clock}.${field}`),
    );
    for (const field of [...Object.keys(incidentTrace(openedAt(wall('08 09:00')))), 'channel', ...recalculated]) {
      if (!untold.includes(field)) expect(hasWords(fieldKey(field)), field).toBe(true);
    }
  });
});

describe('a link as it is typed', () => {
  it('is read however it is spelled, or not at all', () => {
    expect(linkGiven('request', ' ritm0010001 ')).toEqual({ request: 'RITM0010001' });
    expect(linkGiven('parent', 'inc0010002')).toEqual({ parent: 'INC0010002' });
    expect(linkGiven('supportTask', 'task0010003')).toEqual({ supportTask: 'TASK0010003' });
    expect(linkGiven('course', 'mmd 3616')).toEqual({ course: 'MMD3616' });
    expect(linkGiven('problem', ' PRB0041234 ')).toEqual({ problem: 'PRB0041234' });
    for (const field of linkFields) expect(linkGiven(field, field === 'problem' ? ' ' : 'RITM'), field).toBeNull();
  });
});

describe('possible duplicates', () => {
  const page = openedAt(wall('08 09:00'));
  const older = other(2, wall('07 09:00'), 'Plus de son');
  const ofAnother = { ...other(3, wall('07 10:00'), 'Plus d’image'), requester: { ...page.requester, name: 'Zoé' } };
  const younger = other(4, wall('08 10:00'), 'Son faible');

  it('were opened no later, those of the same person first, and hold the words sought', () => {
    const rows = [ofAnother, older, younger, page];
    const found = (sought: string) => duplicatesAmong(rows, page, sought).map(({ title }) => title);
    expect(found('')).toEqual(['Plus de son', 'Plus d’image']);
    expect(found('zoe')).toEqual(['Plus d’image']);
    expect(found('plus SON')).toEqual(['Plus de son']);
    expect(found('faible')).toEqual([]);
  });
});

describe('a length of time', () => {
  it('is said to the minute at a glance and to the millisecond where it is reckoned with', () => {
    expect(plain(durationWords(59_999))).toBe('0 min');
    expect(plain(durationWords(7_500_000))).toBe('2 h 05 min');
    expect(plain(durationWords(14_400_000))).toBe('4 h');
    expect(plain(exactDuration(7_530_512, 'fr'))).toBe('2 h 5 min 30,512 s');
    expect(plain(exactDuration(7_530_512, 'en'))).toBe('2 h 5 min 30.512 s');
    expect(plain(exactDuration(28_800_000, 'fr'))).toBe('8 h');
    expect(plain(exactDuration(0, 'fr'))).toBe('0 s');
  });
});
