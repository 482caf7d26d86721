import { describe, expect, it } from 'vitest';
import type { LineId } from '#shared/ids.ts';
import { assign } from '#shared/incident/decide.ts';
import { personActsOn, type IncidentLine } from '#shared/incident/line.ts';
import { ofIncident, ofIncidentLine } from '#shared/live/news.ts';
import { people } from '#test/support/desk.ts';
import { afterOf, by, openedAt, wall } from '#test/support/incidents.ts';

const now = wall('10 11:00');
const incident = openedAt(wall('10 09:00'));
const held = afterOf(incident, assign(incident, { assignee: people.tina }, by(people.tina, now)));
const moved = afterOf(held, assign(held, { group: 'techno-pedagogues' }, by(people.tina, now)));
const act = personActsOn(people.tina, now);

describe('news of a help request', () => {
  it('is told to its followers, its group, who holds it and whoever asked; hidden from them is who did it', () => {
    expect(ofIncident({ before: incident, after: held, act, at: now })).toEqual({
      record: { kind: 'incident', number: incident.number },
      request: null,
      version: 2,
      by: { id: 'tina', name: 'Tina' },
      at: now,
      channels: ['incident:INC0010001', 'group:technologues', 'requester:rita@example.org', 'assignee:tina'],
      open: 'unnamed',
    });
  });

  it('reaches those who lose it too, and nobody follows what was not there', () => {
    const lost = ofIncident({ before: held, after: moved, act, at: now });
    expect(lost.channels).toEqual(
      expect.arrayContaining(['group:technologues', 'group:techno-pedagogues', 'assignee:tina']),
    );
    expect(ofIncident({ before: null, after: incident, act: null, at: now })).toMatchObject({
      by: null,
      channels: ['group:technologues', 'requester:rita@example.org'],
    });
  });

  it('tells a comment to whoever asked, a work note to the desk only, and leaves changes to the record', () => {
    const line = (content: IncidentLine['content']): IncidentLine => ({
      ...act,
      id: 'line' as LineId,
      incident: held.number,
      version: 2,
      content,
    });
    expect(ofIncidentLine(line({ kind: 'comment', text: 'Bonjour' }), held)).toMatchObject({
      record: { kind: 'comment', number: held.number },
      channels: ['incident:INC0010001', 'assignee:tina', 'requester:rita@example.org'],
      open: 'named',
    });
    expect(ofIncidentLine(line({ kind: 'workNote', text: 'Vu' }), held)).toMatchObject({
      channels: ['incident:INC0010001', 'assignee:tina'],
      open: 'desk',
    });
    const change = { kind: 'change', action: 'started', changes: [], reason: null } as const;
    expect(ofIncidentLine(line(change), held)).toBeNull();
  });
});
