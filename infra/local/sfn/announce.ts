import type { Ground } from '../part.ts';
import type { ExecutionRow, Journal } from './journal.ts';

/**
 * Tells the event bus of every change of an execution's status. The journal notes what was told, so that a change
 * committed just before a crash is told after the restart: at least once, as in the cloud.
 */
export const announcer = (ground: Ground, journal: Journal) => {
  let underWay = 0;
  let open = true;

  const publish = async (execution: ExecutionRow): Promise<void> => {
    await ground.publish({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: [execution.arn],
      detail: {
        executionArn: execution.arn,
        stateMachineArn: execution.machine,
        name: execution.name,
        status: execution.status,
        startDate: execution.started,
        stopDate: execution.stopped,
        input: execution.input,
        output: execution.output,
        error: execution.error,
        cause: execution.cause,
      },
    });
    if (open) journal.announced(execution.arn, execution.status);
  };

  return {
    announce: (execution: ExecutionRow): void => {
      underWay += 1;
      publish(execution)
        .catch((error: unknown) => {
          ground.log('sfn', 'status not announced', { execution: execution.name, error: String(error) });
        })
        .finally(() => {
          underWay -= 1;
        });
    },
    busy: (): number => underWay,
    stop: (): void => {
      open = false;
    },
  };
};
