/** Payloads that pass between functions and the state machine. */
import * as z from 'zod/mini';
import { taskKinds } from '../request/plan.ts';

const requestNumber = z.string().check(z.regex(/^RITM\d{7,}$/));
const serviceTaskNumber = z.string().check(z.regex(/^SCTASK\d{7,}$/));

/** Input of an execution: which request, which run of its workflow, and the numbers of its tasks by kind. */
export const workflowInput = z.object({
  request: requestNumber,
  run: z.int().check(z.positive()),
  tasks: z.record(z.enum(taskKinds), serviceTaskNumber),
});
export type WorkflowInput = z.infer<typeof workflowInput>;

/** What a task state hands to `open-task`; the task ends when its token is answered. */
export const openTaskMessage = z.object({
  request: requestNumber,
  run: z.int().check(z.positive()),
  task: serviceTaskNumber,
  token: z.string().check(z.minLength(1)),
});
export type OpenTaskMessage = z.infer<typeof openTaskMessage>;

/** What the last state hands to `close-request`. */
export const closeRequestMessage = z.object({ request: requestNumber, run: z.int().check(z.positive()) });
export type CloseRequestMessage = z.infer<typeof closeRequestMessage>;

/** How ops call `repair-workflow` by hand: named requests, or every request not over whose execution is gone. */
export const repairCommand = z.union([
  z.object({ requests: z.array(requestNumber).check(z.minLength(1)) }),
  z.object({ all: z.literal(true) }),
]);
export type RepairCommand = z.infer<typeof repairCommand>;

/** Name of the execution that drives a run: `RITM0010001`, then `RITM0010001-2`. Starting it twice is harmless. */
export function executionName(request: string, run: number): string {
  return run === 1 ? request : `${request}-${run}`;
}

/** Request and run named by an execution; null when the name is not one of ours. */
export function parseExecutionName(name: string): { readonly request: string; readonly run: number } | null {
  const parts = /^(RITM\d{7,})(?:-(\d+))?$/.exec(name);
  return parts?.[1] ? { request: parts[1], run: Number(parts[2] ?? '1') } : null;
}
