/** Buckets and queues of the template on fauxqs, kept to loopback, with their content in the state folder. */

import { Server } from 'node:net';
import path from 'node:path';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import type { Part, Resource } from '../part.ts';

const queueSchema = z
  .object({
    VisibilityTimeout: z.coerce.string(),
    MessageRetentionPeriod: z.coerce.string(),
    DelaySeconds: z.coerce.string(),
    ReceiveMessageWaitTimeSeconds: z.coerce.string(),
    MaximumMessageSize: z.coerce.string(),
    FifoQueue: z.coerce.string(),
    ContentBasedDeduplication: z.coerce.string(),
    RedrivePolicy: z.unknown().transform((policy) => (typeof policy === 'string' ? policy : JSON.stringify(policy))),
  })
  .partial();

/** How many messages a queue holds, ready or being worked on. */
export interface QueueDepth {
  readonly ready: number;
  readonly inFlight: number;
}

/** Running buckets and queues. */
export interface Storage extends Part {
  readonly endpoint: string;
  /** Sends a message to a queue by its ARN, durable when this returns. */
  readonly send: (queueArn: string, body: string, attributes?: Readonly<Record<string, string>>) => void;
  depth(queueName: string): QueueDepth;
  /** Bodies of the messages that wait in a queue, without taking them. */
  readonly peek: (queueName: string) => string[];
}

/** Starts fauxqs with what the template declares; nothing is kept when `folder` is undefined. */
export async function startStorage(
  resources: readonly Resource[],
  region: string,
  folder: string | undefined,
): Promise<Storage> {
  const server = await onLoopback(() =>
    startFauxqs({
      port: 0,
      logger: false,
      host: '127.0.0.1',
      defaultRegion: region,
      relaxedRules: { disableMinCopySourceSize: true },
      ...(folder === undefined
        ? {}
        : { dataDir: path.join(folder, 'queues'), s3StorageDir: path.join(folder, 'objects') }),
    }),
  );
  // `setup` leaves what exists alone; `createQueue` would empty it.
  const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue');
  const depends = (one: Resource): number => Number('RedrivePolicy' in one.properties);
  server.setup({
    region,
    queues: [...queues]
      .sort((a, b) => depends(a) - depends(b))
      .map(({ name, properties }) => ({ name, attributes: attributesOf(properties) })),
    buckets: resources.filter(({ type }) => type === 'AWS::S3::Bucket').map(({ name }) => name),
  });
  const inspect = (queue: string): NonNullable<ReturnType<typeof server.inspectQueue>>['messages'] => {
    const found = server.inspectQueue(queue);
    if (found === undefined) throw new Error(`No queue ${queue}`);
    return found.messages;
  };
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    send: (queueArn, body, attributes = {}) => {
      const messageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      );
      server.sendMessage(queueArn.replace(/^.*:/, ''), body, { messageAttributes, region });
    },
    depth: (queue) => {
      const { ready, delayed, inflight } = inspect(queue);
      return { ready: ready.length + delayed.length, inFlight: inflight.length };
    },
    peek: (queue) => inspect(queue).ready.map(({ body }) => body),
    stop: () => server.stop(),
  };
}

function attributesOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(queueSchema.parse(properties)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}

/** fauxqs listens on every interface and offers no choice: for the time of its start, all servers get loopback. */
async function onLoopback<Value>(start: () => Promise<Value>): Promise<Value> {
  const listen = Reflect.get(Server.prototype, 'listen');
  const loopback = function (this: Server, ...given: unknown[]): Server {
    const [options, ...rest] = given;
    const there = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
    Reflect.apply(listen, this, [there, ...rest]);
    return this;
  };
  Server.prototype.listen = loopback as typeof listen;
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}
