/** How long after somebody changed a task another person's browser hears of it, through table, stream and socket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { liveMessage } from '#shared/contract/live.ts';
import { liveProtocol, ticketPrefix } from '#shared/live/protocol.ts';
import { requestTopic } from '#shared/live/topic.ts';
import { siteConfigIn } from '#shared/contract/siteConfig.ts';
import type { RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import type { LiveAsk } from '#shared/live/event.ts';
import { fill, requestAt } from './desk.ts';
import type { Effort, Findings } from './figure.ts';
import { runStack, type Stack } from './stack.ts';
import { median, quantile } from './timing.ts';

/** Somebody's socket that follows a request; tells when a version of a task was heard of. */
async function listener(stack: Stack, username: string, request: RequestNumber) {
  const caller = await stack.caller(username);
  const { ticket } = await caller.does('issueLiveTicket');
  const { liveUrl } = siteConfigIn(await (await fetch(new URL('/config.json', stack.site))).json());
  const socket = new WebSocket(liveUrl, [liveProtocol, `${ticketPrefix}${ticket}`]);
  const heardAt = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  let followed: () => void = () => undefined;
  const following = new Promise<void>((resolve) => (followed = resolve));
  socket.on('message', (data: Buffer) => {
    const at = performance.now();
    const message = liveMessage.parse(JSON.parse(data.toString('utf8')));
    if (message.kind === 'following') followed();
    if (message.kind !== 'news') return;
    for (const { record, version } of message.events) {
      const name = `${record.number} ${version}`;
      heardAt.set(name, at);
      waiting.get(name)?.();
    }
  });
  await once(socket, 'open');
  const ask: LiveAsk = { do: 'follow', ask: 1, topics: [requestTopic(request)], present: [] };
  socket.send(JSON.stringify(ask));
  await following;
  return {
    heard: async (task: ServiceTaskNumber, version: number): Promise<number> => {
      const name = `${task} ${version}`;
      if (!heardAt.has(name)) await new Promise<void>((resolve) => waiting.set(name, resolve));
      return heardAt.get(name) ?? 0;
    },
    close: () => socket.close(),
  };
}

export async function live({ short }: Effort): Promise<Findings> {
  const stack = await runStack({ inMemory: false, quiet: false });
  try {
    const made = requestAt(1);
    await fill(stack.records, [made]);
    await stack.settled();
    const sophie = await stack.caller('sophie');
    const { number: request, tasks } = made.request;
    const task = tasks.interview;
    const julien = await listener(stack, 'julien', request);
    const opened = await sophie.does('readTask', { params: { task } });
    let { version } = await sophie.does('takeCharge', { params: { task }, version: opened.version });
    await julien.heard(task, version);
    const item = opened.checklist[0]?.item ?? '';
    const answered: number[] = [];
    const heard: number[] = [];
    const count = short ? 10 : 100;
    // The first ones load the functions and are not counted.
    for (let turn = 0; turn < count + 10; turn += 1) {
      const began = performance.now();
      const params = { task, item };
      ({ version } = await sophie.does('checkItem', { params, version, body: { done: turn % 2 === 0 } }));
      const answer = performance.now() - began;
      const told = (await julien.heard(task, version)) - began;
      await stack.settled();
      if (turn < 10) continue;
      answered.push(answer);
      heard.push(told);
    }
    julien.close();
    return {
      subject: 'Live',
      how: `${count} ticks of a checklist by one person, one after the other on an idle stack with tables on disk: from sending the change by HTTP until another person's socket has the event.`,
      figures: [
        { what: 'the change is answered, p50', value: median(answered), unit: 'ms' },
        { what: 'the change is heard by another, p50', value: median(heard), unit: 'ms', goal: 500 },
        { what: 'the change is heard by another, p95', value: quantile(heard, 0.95), unit: 'ms', goal: 1_000 },
      ],
    };
  } finally {
    await stack.stop();
  }
}
