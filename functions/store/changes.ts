/** Saves what a decision wants written: every record on the version it was decided on, or nothing at all. */
import type { LineIds } from '#functions/runtime/ids.ts';
import type { Change } from '#shared/history/change.ts';
import type { HistoryLine, Subject } from '#shared/history/line.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { lineItem, requestItem, taskItem, type Item } from './item.ts';
import { requestKey } from './keys.ts';
import { transact, type Action, type Table } from './table.ts';

/** The request whose history tells the change. */
function requestTold({ request, tasks, relied }: Change): RequestNumber {
  const number = request?.after.number ?? tasks[0]?.after.request ?? relied?.number;
  if (!number) throw new Error('A change of nothing has no request to tell it');
  return number;
}

function replaced(item: Item, expected: number): Action {
  return {
    Put: {
      Item: item,
      ConditionExpression: '#data.#version = :expected',
      ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
      ExpressionAttributeValues: { ':expected': expected },
    },
  };
}

/** The writes of a change, its lines numbered. */
export function actionsOf(change: Change, lines: readonly HistoryLine[]): readonly Action[] {
  const { request, tasks, relied } = change;
  // DynamoDB refuses two actions on one item: a request that is written is checked by its own write.
  const check = relied && relied.number !== request?.after.number ? relied : null;
  const actOn = (record: Subject) => lines.find(({ subject }) => subject === record);
  return [
    ...(request ? [replaced(requestItem(request.after, actOn(request.after.number)), request.expected)] : []),
    ...tasks.map(({ after, expected }) => replaced(taskItem(after, actOn(after.number)), expected)),
    ...(check
      ? [
          {
            ConditionCheck: {
              Key: requestKey(check.number),
              ConditionExpression: '#data.#version = :expected',
              ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
              ExpressionAttributeValues: { ':expected': check.version },
            },
          },
        ]
      : []),
    ...lines.map((line) => ({ Put: { Item: lineItem(line) } })),
  ];
}

/**
 * Saves a change in one transaction. A collision with another write is tried again; a record that has moved on since it was
 * read is a `conflict`, and nothing is written: load, decide and save anew.
 * @param newLineId gives each history line its identifier.
 */
export async function save(table: Table, change: Change, newLineId: LineIds): Promise<'saved' | 'conflict'> {
  const request = requestTold(change);
  const lines = change.lines.map((draft) => ({ ...draft, request, id: newLineId(draft.at) }));
  const written = await transact(table, actionsOf(change, lines));
  return written.done ? 'saved' : 'conflict';
}
