/** News brought to those who listen: one message a connection, whatever happened since the last one. */
import type { PersonRef } from '../access/person.ts';
import type { Channel } from './channel.ts';
import type { ChangedEvent, LiveMessage } from './event.ts';
import type { News } from './news.ts';
import type { LiveTopic } from './topic.ts';

/** Somebody's browser, listening on a channel for one of its topics. */
export interface Listener {
  /** The connection, as API Gateway names it. */
  readonly connection: string;
  readonly person: PersonRef;
  readonly topic: LiveTopic;
  /** Whether they work at the desk. */
  readonly desk: boolean;
}

/** Changes of one topic that are still named one by one. Above, "much has changed" is shorter, and asks for no more reading. */
export const namedAtMost = 20;

type Told = Extract<LiveMessage, { kind: 'news' }>;

function seen(news: News, { topic, desk }: Listener): ChangedEvent | null {
  if (news.open === 'desk' && !desk) return null;
  const { record, request, version, at } = news;
  const by = desk || news.open === 'named' ? news.by : null;
  return { kind: 'changed', topic, record, request, version, by, at };
}

/** Of several versions of one record, the last: it says all the others said. */
function latest(events: readonly ChangedEvent[]): readonly ChangedEvent[] {
  const kept = new Map<string, ChangedEvent>();
  for (const event of events) {
    const id = `${event.record.kind} ${event.record.number}`;
    const other = kept.get(id);
    if (!other || other.version <= event.version) kept.set(id, event);
  }
  return [...kept.values()];
}

/**
 * One message for each connection that hears of anything.
 * @param listening who listens on each channel of the news.
 */
export function deliveries(
  news: readonly News[],
  listening: ReadonlyMap<Channel, readonly Listener[]>,
): ReadonlyMap<string, Told> {
  const heard = new Map<string, Map<LiveTopic, ChangedEvent[]>>();
  for (const one of news) {
    for (const listener of one.channels.flatMap((channel) => listening.get(channel) ?? [])) {
      const event = seen(one, listener);
      if (!event) continue;
      const topics = heard.get(listener.connection) ?? new Map<LiveTopic, ChangedEvent[]>();
      heard.set(listener.connection, topics);
      const events = topics.get(listener.topic) ?? [];
      topics.set(listener.topic, events);
      events.push(event);
    }
  }
  return new Map([...heard].map(([connection, topics]) => [connection, message(topics)]));
}

function message(topics: ReadonlyMap<LiveTopic, readonly ChangedEvent[]>): Told {
  const events = new Map([...topics].map(([topic, all]) => [topic, latest(all)]));
  const crowded = [...events].filter(([, named]) => named.length > namedAtMost).map(([topic]) => topic);
  return {
    kind: 'news',
    events: [...events].flatMap(([topic, named]) => (crowded.includes(topic) ? [] : named)),
    crowded,
  };
}
