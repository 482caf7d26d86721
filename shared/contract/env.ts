/**
 * Environment of each function: infrastructure must fill exactly these, the runtime parses exactly these at cold start.
 */

export const functionNames = [
  'api-imports',
  'api-requests',
  'api-service-tasks',
  'api-incidents',
  'api-desk',
  'api-description',
  'api-search',
  'api-views',
  'api-day',
  'api-calendar',
  'grid-landed',
  'open-task',
  'close-request',
  'start-workflow',
  'signal-workflow',
  'notify',
  'repair-workflow',
  'tell-news',
  'index-search',
  'rebuild-search',
  'sla-due',
  'follow-calendar',
  'live-socket',
  'live',
  'token-issued',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** Name of each variable a function may be given. */
export const envNames = {
  tableName: 'GUICHET_TABLE',
  intakeBucket: 'GUICHET_INTAKE_BUCKET',
  stateMachineArn: 'GUICHET_STATE_MACHINE_ARN',
  mailSender: 'GUICHET_MAIL_SENDER',
  siteUrl: 'GUICHET_SITE_URL',
  /** Where open sockets are written to. */
  socketsUrl: 'GUICHET_SOCKETS_URL',
} as const;
export type EnvKey = keyof typeof envNames;

interface FunctionRow {
  readonly entry: string;
  readonly env: readonly EnvKey[];
}

const rows = {
  'api-imports': { entry: 'api/imports.ts', env: ['tableName', 'intakeBucket'] },
  'api-requests': { entry: 'api/requests.ts', env: ['tableName'] },
  'api-service-tasks': { entry: 'api/service-tasks.ts', env: ['tableName'] },
  'api-incidents': { entry: 'api/incidents.ts', env: ['tableName'] },
  'api-desk': { entry: 'api/desk.ts', env: ['tableName'] },
  'api-description': { entry: 'api/description.ts', env: [] },
  'api-views': { entry: 'api/views.ts', env: ['tableName'] },
  'api-search': { entry: 'api/search.ts', env: ['tableName'] },
  'api-day': { entry: 'api/day.ts', env: ['tableName'] },
  'api-calendar': { entry: 'api/calendar.ts', env: ['tableName'] },
  'grid-landed': { entry: 'intake/grid-landed.ts', env: ['tableName', 'intakeBucket'] },
  'open-task': { entry: 'workflow/open-task.ts', env: ['tableName', 'stateMachineArn'] },
  'close-request': { entry: 'workflow/close-request.ts', env: ['tableName'] },
  'start-workflow': { entry: 'stream/start-workflow.ts', env: ['tableName', 'stateMachineArn'] },
  'signal-workflow': { entry: 'stream/signal-workflow.ts', env: ['tableName'] },
  notify: { entry: 'stream/notify.ts', env: ['tableName', 'mailSender', 'siteUrl'] },
  'repair-workflow': { entry: 'workflow/repair-workflow.ts', env: ['tableName', 'stateMachineArn'] },
  'tell-news': { entry: 'stream/tell-news.ts', env: ['tableName'] },
  'index-search': { entry: 'stream/index-search.ts', env: ['tableName'] },
  'rebuild-search': { entry: 'stream/rebuild-search.ts', env: ['tableName'] },
  'sla-due': { entry: 'schedule/sla-due.ts', env: ['tableName'] },
  'follow-calendar': { entry: 'stream/follow-calendar.ts', env: ['tableName'] },
  'live-socket': { entry: 'live/live-socket.ts', env: ['tableName'] },
  live: { entry: 'stream/live.ts', env: ['tableName', 'socketsUrl'] },
  'token-issued': { entry: 'session/token-issued.ts', env: ['tableName'] },
} as const satisfies Readonly<Record<FunctionName, FunctionRow>>;

/** File of each function below `functions/`, and the variables it is given. */
export const functionsByName: Readonly<Record<FunctionName, FunctionRow>> = rows;

/** Variables that this function is given. */
export type EnvKeyOf<Name extends FunctionName> = (typeof rows)[Name]['env'][number];
