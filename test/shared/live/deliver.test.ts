import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberAt } from '#shared/ids.ts';
import { assigneeChannel, requesterChannel, type Channel } from '#shared/live/channel.ts';
import { deliveries, namedAtMost, type Listener } from '#shared/live/deliver.ts';
import type { News } from '#shared/live/news.ts';
import { groupTopic } from '#shared/live/topic.ts';
import { now, people } from '#test/support/desk.ts';

const group = 'group:technologues' satisfies Channel;
const news = (rank: number, more: Partial<News> = {}): News => ({
  record: { kind: 'request', number: numberAt('request', rank) },
  request: numberAt('request', rank),
  version: 1,
  by: { id: people.tess.id, name: 'Tess' },
  at: now,
  channels: [group],
  open: 'unnamed',
  ...more,
});
const tom: Listener = {
  connection: 'tom-1',
  person: people.tom,
  topic: groupTopic('technologues'),
  desk: true,
};
const rita: Listener = { connection: 'rita-1', person: people.rita, topic: 'mine', desk: false };
const to = (...listeners: readonly Listener[]) => new Map<Channel, readonly Listener[]>([[group, listeners]]);

describe('news', () => {
  it('goes to those who listen, by the topic they follow, and to nobody else', () => {
    expect(deliveries([news(1)], to(tom)).get('tom-1')).toEqual({
      kind: 'news',
      events: [
        {
          kind: 'changed',
          topic: 'group:technologues',
          record: { kind: 'request', number: 'RITM0010001' },
          request: 'RITM0010001',
          version: 1,
          by: { id: 'tess', name: 'Tess' },
          at: now,
        },
      ],
      crowded: [],
    });
    expect(deliveries([news(1, { channels: ['imports'] })], to(tom)).size).toBe(0);
  });

  it('hides from those outside the desk who did it, where their pages hide it', () => {
    const by = (open: News['open']) => deliveries([news(1, { open })], to(rita)).get('rita-1')?.events[0]?.by;
    expect(by('unnamed')).toBeNull();
    expect(by('named')).toEqual({ id: 'tess', name: 'Tess' });
  });

  it('of the desk’s own matters reaches nobody outside the desk', () => {
    const told = deliveries([news(1, { open: 'desk' })], to(tom, rita));
    expect([...told.keys()]).toEqual(['tom-1']);
  });

  it('says of one record only its last version, and of one topic a record once', () => {
    const channels = [assigneeChannel(people.rita.id), requesterChannel(people.rita.email)];
    const listening = new Map(channels.map((channel) => [channel, [rita]]));
    const told = deliveries([news(1, { channels, version: 3 }), news(1, { channels, version: 2 })], listening);
    expect(told.get('rita-1')?.events.map(({ version }) => version)).toEqual([3]);
  });

  it('keeps a comment apart from the record it was written on', () => {
    const comment = news(1, { record: { kind: 'comment', number: numberAt('request', 1) } });
    expect(deliveries([news(1), comment], to(tom)).get('tom-1')?.events).toHaveLength(2);
  });

  it('of a whole grid is one short message', () => {
    const told = deliveries(
      Array.from({ length: 3_477 }, (_, rank) => news(rank + 1)),
      to(tom),
    );
    expect(told.get('tom-1')).toEqual({ kind: 'news', events: [], crowded: ['group:technologues'] });
  });

  it('loses nothing: what is not named is crowded', () => {
    const topics = ['mine', 'imports', groupTopic('technologues')] as const;
    const channels = [assigneeChannel(people.tom.id), 'imports', group] as const;
    const listening = new Map(
      channels.map((channel, index) => [channel, [{ ...tom, topic: topics[index] ?? 'mine' }]] as const),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ rank: fc.nat({ max: 60 }), channel: fc.constantFrom(...channels) }), { maxLength: 200 }),
        (drawn) => {
          const all = drawn.map(({ rank, channel }) => news(rank + 1, { channels: [channel] }));
          const told = deliveries(all, listening).get('tom-1');
          for (const { record, channels: on } of all) {
            const topic = topics[channels.indexOf(on[0] ?? 'imports')] ?? 'mine';
            const named = told?.events.some((event) => event.topic === topic && event.record.number === record.number);
            expect(named !== (told?.crowded.includes(topic) ?? false)).toBe(true);
          }
          for (const topic of topics) {
            const named = told?.events.filter((event) => event.topic === topic).length ?? 0;
            expect(named).toBeLessThanOrEqual(namedAtMost);
          }
        },
      ),
    );
  });
});
