/** Runs the queue mappings: receives, invokes, deletes what was handled; the rest comes back after its visibility timeout. */

import * as z from 'zod';
import { anySignature } from '../dynamo/call.ts';
import type { Invoke, Log, Part } from '../part.ts';
import type { Storage } from '../storage/start.ts';
import { pause } from '../streams/lane.ts';
import { failedItems } from '../streams/mapping.ts';
import type { Mapping } from '../streams/mapping.ts';

const receivedSchema = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string().optional(),
        Attributes: z.record(z.string(), z.string()).default({}),
        MessageAttributes: z
          .record(
            z.string(),
            z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
          )
          .default({}),
      }),
    )
    .default([]),
});

type Message = z.infer<typeof receivedSchema>['Messages'][number];

/** What following queues needs. */
export interface FollowQueuesOptions {
  readonly mappings: readonly Mapping[];
  readonly storage: Storage;
  readonly region: string;
  readonly accountId: string;
  readonly invoke: Invoke;
  readonly log: Log;
}

const pollers = 2;
const longPollSeconds = 20;

/** Starts the pollers of each mapping. */
export function followQueues(options: FollowQueuesOptions): Part {
  const stop = new AbortController();
  const queues = new Set(options.mappings.map(({ sourceArn }) => sourceArn.replace(/^.*:/, '')));
  const running = options.mappings.flatMap((mapping) =>
    Array.from({ length: Math.min(mapping.maximumConcurrency ?? pollers, pollers) }, () =>
      poll(options, mapping, stop.signal),
    ),
  );
  return {
    busy: () =>
      [...queues].reduce((sum, queue) => {
        const { ready, inFlight } = options.storage.depth(queue);
        return sum + ready + inFlight;
      }, 0),
    stop: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}

async function poll(options: FollowQueuesOptions, mapping: Mapping, stopped: AbortSignal): Promise<void> {
  const name = mapping.sourceArn.replace(/^.*:/, '');
  const url = `${options.storage.endpoint}/${options.accountId}/${name}`;
  const call = async (operation: string, body: object, signal: AbortSignal | null): Promise<unknown> => {
    const answer = await fetch(`${options.storage.endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization: anySignature.replace('/dynamodb/', '/sqs/'),
      },
      body: JSON.stringify({ QueueUrl: url, ...body }),
      signal,
    });
    if (!answer.ok) throw new Error(`${operation} on ${name}: ${await answer.text()}`);
    return answer.json();
  };
  const receive = async (count: number, seconds: number): Promise<Message[]> => {
    const asked = {
      MaxNumberOfMessages: Math.min(10, count),
      WaitTimeSeconds: seconds,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    return receivedSchema.parse(await call('ReceiveMessage', asked, stopped)).Messages;
  };
  const over = (): boolean => stopped.aborted;
  while (!over()) {
    try {
      const messages = await receive(mapping.batchSize, longPollSeconds);
      const until = Date.now() + mapping.windowMilliseconds;
      while (messages.length > 0 && messages.length < mapping.batchSize) {
        const seconds = Math.floor((until - Date.now()) / 1000);
        const more = await receive(mapping.batchSize - messages.length, Math.max(0, seconds));
        messages.push(...more);
        if (more.length === 0 && Date.now() >= until - 1000) break;
      }
      if (messages.length === 0) continue;
      const handled = await hand(options, mapping, messages);
      for (let at = 0; at < handled.length; at += 10) {
        const entries = handled.slice(at, at + 10);
        const Entries = entries.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await call('DeleteMessageBatch', { Entries }, null);
      }
    } catch (error) {
      if (over()) return;
      options.log('queues', 'a queue could not be read', { queue: name, error: String(error) });
      await pause(1000, stopped);
    }
  }
}

/** The messages that are over: handled by the function, or not wanted by the filter. */
async function hand(options: FollowQueuesOptions, mapping: Mapping, messages: readonly Message[]): Promise<Message[]> {
  const records = messages.map((message) => ({ message, record: recordOf(options, mapping, message) }));
  const wanted = records.filter(({ record }) => mapping.wants({ ...record, body: parsed(record.body) }));
  const dropped = records.filter((one) => !wanted.includes(one)).map(({ message }) => message);
  if (wanted.length === 0) return dropped;
  const answered = await options.invoke(mapping.functionName, { Records: wanted.map(({ record }) => record) });
  if (!answered.ok) return dropped;
  const failed = mapping.reportsItems ? failedItems(answered.payload) : [];
  if (failed === undefined) return dropped;
  const over = wanted.filter(({ message }) => !failed.includes(message.MessageId)).map(({ message }) => message);
  return [...dropped, ...over];
}

/** A message as a function receives it. */
type QueueRecord = Readonly<Record<string, unknown>> & { readonly body: string };

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function recordOf({ region }: FollowQueuesOptions, mapping: Mapping, message: Message): QueueRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, value]) => [
        name,
        {
          dataType: value.DataType,
          stringValue: value.StringValue,
          binaryValue: value.BinaryValue,
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: mapping.sourceArn,
    awsRegion: region,
  };
}
