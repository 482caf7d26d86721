/** Runs one function per record of a DynamoDB stream; the runner owns the batch, its order and its partial failures. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from './log.ts';

/** What to do with one record. A throw means "not done": it is delivered again, with all that came after. */
export type RecordHandler = (record: DynamoDBRecord) => Promise<void>;

/** Records of one item stay in order; different items go side by side, this many at once. */
const lanesAtOnce = 8;

function laneOf(record: DynamoDBRecord): string {
  return JSON.stringify(record.dynamodb?.Keys ?? record.eventID ?? '');
}

/**
 * Makes a stream handler out of a record handler. On failure the first failed record of the batch is reported, and the
 * stream comes back to it; records after it may have been done already, so what handles them must bear repetition.
 */
export function streamBatch(
  log: Log,
  handle: RecordHandler,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records: records }) => {
    let firstFailed = records.length;
    const lanes = [...Map.groupBy(records.entries(), ([, record]) => laneOf(record)).values()];
    const next = lanes.values();
    const worker = async (): Promise<void> => {
      for (const lane of next) {
        for (const [index, record] of lane) {
          if (index > firstFailed) break;
          try {
            await handle(record);
          } catch (error) {
            firstFailed = Math.min(firstFailed, index);
            log.error('stream record failed', { eventId: record.eventID, keys: record.dynamodb?.Keys, error });
            break;
          }
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanesAtOnce, lanes.length) }, worker));
    const failed = records[firstFailed];
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
}

/**
 * Makes a stream handler that reads each record by itself and acts on a batch as a whole. A record that cannot be read ends
 * the batch before it: what came earlier is acted on, and the stream comes back to that record. When acting fails, all of
 * it is delivered again.
 */
export function streamTogether<Read>(
  log: Log,
  read: (record: DynamoDBRecord) => Promise<Read>,
  act: (all: readonly Read[]) => Promise<void>,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records: records }) => {
    const done: Read[] = [];
    let failed: DynamoDBRecord | undefined;
    for (const record of records) {
      try {
        done.push(await read(record));
      } catch (error) {
        log.error('stream record failed', { eventId: record.eventID, keys: record.dynamodb?.Keys, error });
        failed = record;
        break;
      }
    }
    try {
      await act(done);
    } catch (error) {
      log.error('stream batch failed', { records: done.length, error });
      failed = records[0];
    }
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
}
