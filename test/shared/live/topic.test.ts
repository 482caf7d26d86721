import { describe, expect, it } from 'vitest';
import { written } from '#shared/live/channel.ts';
import { parseTopic } from '#shared/live/topic.ts';

describe('a topic', () => {
  it.each([
    'mine',
    'imports',
    'group:technologues',
    'group:techno-pedagogues',
    'request:RITM0010001',
    'incident:INC0010001',
  ])('%s is one, and is written as it was read', (text) => {
    const topic = parseTopic(text);
    expect(topic && written(topic)).toBe(text);
  });

  it.each([
    '',
    'all',
    'group:',
    'group:agents',
    'request:SCTASK0010001',
    'request:ritm0010001',
    'request: RITM0010001',
    'incident:RITM0010001',
    'incident:inc0010001',
    'request:RITM0010001#',
    'person:emilie',
    'assignee:sophie',
  ])('%j is none', (text) => {
    expect(parseTopic(text)).toBeNull();
  });
});
