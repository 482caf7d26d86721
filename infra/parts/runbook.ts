/** Entries of the runbook that alarms send their reader to; a test holds them against the headings of the file. */

export const runbookFile = 'docs/runbook.md';

export const runbookEntries = {
  undeliveredGrids: 'a-grid-landed-and-was-not-imported',
  unprocessedStream: 'a-reaction-to-the-table-gave-up',
  unrepaired: 'a-broken-execution-was-not-repaired',
  functionErrors: 'a-function-fails',
  functionThrottles: 'a-function-is-throttled',
  streamBehind: 'reactions-to-the-table-run-late',
  brokenExecution: 'an-execution-failed-or-timed-out',
  sweepBehind: 'tiers-are-noted-late',
  apiErrors: 'the-api-answers-5xx',
  socketErrors: 'pages-are-not-told-of-changes',
} as const;
export type RunbookEntry = keyof typeof runbookEntries;
