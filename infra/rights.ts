/** What each function may do, action by action: a call that is not here is refused, in the cloud and on one machine. */
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { FunctionName } from '#shared/contract/env.ts';
import type { Functions } from './functions.ts';
import type { Intake } from './intake.ts';
import type { Live } from './live.ts';
import type { Mail } from './mail.ts';
import {
  count,
  forget,
  grantLinks,
  grantLive,
  grantTable,
  grantViews,
  grantSearch,
  put,
  query,
  read,
  readMany,
  save,
  type TableAccess,
} from './parts/tableAccess.ts';
import type { Workflow } from './workflow.ts';

/** Rights on the table, which is all that most functions touch. */
const onTable: Readonly<Record<FunctionName, TableAccess>> = {
  'api-imports': { actions: [read, query, put, count], indexes: ['byList'] },
  'api-requests': { actions: [read, readMany, query, ...save], indexes: ['byList', 'byPerson', 'byDepartment'] },
  'api-service-tasks': { actions: [read, readMany, query, ...save], indexes: ['byList', 'byPerson'] },
  'api-incidents': {
    actions: [read, readMany, query, ...save, count],
    indexes: ['byList', 'byPerson', 'byDepartment'],
  },
  'api-desk': { actions: [query] },
  'api-description': { actions: [] },
  'api-views': { actions: [readMany, query] },
  'api-search': { actions: [read, readMany, query], indexes: ['byList', 'byPerson'] },
  'api-day': { actions: [read, readMany, query, put], indexes: ['byList', 'byPerson', 'byDepartment'] },
  'api-calendar': { actions: [read, readMany, query, ...save], indexes: ['byList', 'byDue'] },
  'grid-landed': { actions: [read, readMany, query, ...save, count], indexes: ['byDepartment'] },
  'open-task': { actions: [read, readMany, ...save] },
  'close-request': { actions: [read, readMany, ...save] },
  // The stream hands it all it needs.
  'start-workflow': { actions: [] },
  'signal-workflow': { actions: [read] },
  notify: { actions: [read, readMany, query, put] },
  'repair-workflow': { actions: [read, readMany, query, ...save], indexes: ['byList'] },
  'tell-news': { actions: [read, readMany, query, put] },
  'index-search': { actions: [read, readMany] },
  'rebuild-search': { actions: [read, readMany], indexes: ['byList'] },
  'sla-due': { actions: [read, query, ...save], indexes: ['byDue', 'byList'] },
  'follow-calendar': { actions: [read, query, ...save], indexes: ['byDue', 'byList'] },
  'live-socket': { actions: [read] },
  live: { actions: [read, readMany, query] },
  'token-issued': { actions: [put] },
};

export interface RightsProps {
  readonly functions: Functions;
  readonly table: ITable;
  readonly intake: Intake;
  readonly workflow: Workflow;
  readonly mail: Mail;
  readonly live: Live;
}

/** Grants every function its rights. */
export function grantRights({ functions, table, intake, workflow, mail, live }: RightsProps): void {
  for (const each of functions.all()) grantTable(table, each, onTable[each.name]);
  grantViews(table, functions.named('api-views'));

  const uploads = [intake.objectsUnder('import'), intake.objectsUnder('preview')];
  const reports = [intake.objectsUnder('reports')];
  // A browser's upload and a download of a report are signed by the function, with the function's own rights.
  functions.named('api-imports').allowMatching(['s3:PutObject'], uploads, 'People name the grids they send.');
  functions.named('api-imports').allowMatching(['s3:GetObject'], reports, 'Reports are named after their import.');
  // A preview is imported by copying its file, within the bucket, to where imports land.
  const previews = [intake.objectsUnder('preview')];
  functions.named('api-imports').allowMatching(['s3:GetObject'], previews, 'People name the grids they send.');
  functions.named('grid-landed').allowMatching(['s3:GetObject'], uploads, 'People name the grids they send.');
  functions.named('grid-landed').allowMatching(['s3:PutObject'], reports, 'Reports are named after their import.');

  const machine = [workflow.stateMachineArn];
  const executions = [workflow.executionsArn];
  const named = 'Executions are named after their request.';
  functions.named('start-workflow').allow(['states:StartExecution'], machine);
  functions.named('start-workflow').allowMatching(['states:StopExecution'], executions, named);
  functions.named('signal-workflow').allow(['states:SendTaskSuccess'], machine);
  // A task that is over already answers its token at once.
  functions.named('open-task').allow(['states:SendTaskSuccess'], machine);
  functions.named('repair-workflow').allowMatching(['states:DescribeExecution'], executions, named);

  mail.allowSending(functions.named('notify'));

  grantLinks(table, functions.named('api-incidents'));
  grantSearch(table, functions.named('index-search'));
  grantSearch(table, functions.named('rebuild-search'));
  grantLive(table, functions.named('api-desk'), [put]);
  grantLive(table, functions.named('live-socket'), [put, forget]);
  grantLive(table, functions.named('live'), [forget]);
  const open = [live.connections('POST'), live.connections('DELETE')];
  functions.named('live').allowMatching(['execute-api:ManageConnections'], open, 'Sockets are named as they open.');
}
