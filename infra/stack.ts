import { Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogs } from './accessLogs.ts';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import type { Bundles } from './bundle.ts';
import { Functions } from './functions.ts';
import { Identity } from './identity.ts';
import { Intake, intakeBucketName } from './intake.ts';
import { Live } from './live.ts';
import { Mail } from './mail.ts';
import { grantRights } from './rights.ts';
import { Schedules } from './schedule.ts';
import type { Settings } from './settings.ts';
import { Site } from './site.ts';
import { Streams } from './streams.ts';
import { DeskTable } from './table.ts';
import { Workflow } from './workflow.ts';

export interface GuichetStackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
}

interface Watched {
  readonly settings: Settings;
  readonly functions: Functions;
  readonly streams: Streams;
  readonly schedules: Schedules;
  readonly intake: Intake;
  readonly workflow: Workflow;
  readonly api: Api;
  readonly live: Live;
}

/** The whole desk: what each piece is lies in its own file, here is how they are tied together. */
export class GuichetStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles }: GuichetStackProps) {
    super(scope, id, {
      description: `Guichet, request desk of the support cell (${settings.stage})`,
      terminationProtection: settings.production,
    });
    Tags.of(this).add('application', 'guichet');
    Tags.of(this).add('stage', settings.stage);

    const { table } = new DeskTable(this, 'Desk', { settings });
    const functions = new Functions(this, 'Functions', { bundles, settings });
    const { bucket: accessLogs } = new AccessLogs(this, 'AccessLogs', { settings });
    const identity = new Identity(this, 'Identity', { settings, tokenIssued: functions.named('token-issued') });
    const api = new Api(this, 'Api', { settings });
    const live = new Live(this, 'Live', { settings });
    const site = new Site(this, 'Site', {
      settings,
      accessLogs,
      apiHost: api.host,
      connectTo: [
        ...identity.origins,
        `https://${intakeBucketName(this)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
        live.origin,
      ],
    });
    const origins = [site.url, ...settings.extraOrigins];
    const intake = new Intake(this, 'Intake', { settings, origins, accessLogs });
    const client = identity.addSite(origins);
    const mail = new Mail(this, 'Mail', { settings });
    const workflow = new Workflow(this, 'Workflow', {
      settings,
      openTask: functions.named('open-task'),
      closeRequest: functions.named('close-request'),
    });

    api.serve(functions, identity.userPool, client);
    live.serve(functions.named('live-socket'));
    intake.onLanding(functions.named('grid-landed'));
    workflow.onBrokenExecution(functions.named('repair-workflow'));
    grantRights({ functions, table, intake, workflow, mail, live });
    const streams = new Streams(this, 'Streams', { table });
    const written = ['INSERT', 'MODIFY'] as const;
    streams.react('StartWorkflow', {
      hears: [{ kinds: ['request'], on: written }],
      to: functions.named('start-workflow'),
    });
    streams.react('SignalWorkflow', {
      hears: [{ kinds: ['serviceTask'], on: written }],
      to: functions.named('signal-workflow'),
    });
    streams.react('Notify', {
      hears: [{ kinds: ['historyLine', 'incidentLine'], on: ['INSERT'] }],
      to: functions.named('notify'),
    });
    streams.react('TellNews', {
      hears: [{ kinds: ['historyLine'], on: ['INSERT'] }],
      to: functions.named('tell-news'),
    });
    streams.react('IndexSearch', {
      hears: [
        { kinds: ['request'], on: written },
        // A task that was just made is indexed with its request.
        { kinds: ['serviceTask'], on: ['MODIFY'] },
      ],
      to: functions.named('index-search'),
    });
    streams.react('FollowCalendar', {
      hears: [{ kinds: ['calendarHead'], on: written }],
      to: functions.named('follow-calendar'),
    });
    streams.react('Live', {
      hears: [
        { kinds: ['request', 'incident', 'import', 'presence'], on: written },
        { kinds: ['serviceTask'], on: ['MODIFY'] },
        // Of the tasks made with a request, the one that enters a queue at once; the request tells the others.
        { kinds: ['serviceTask'], on: ['INSERT'], states: ['open'] },
        { kinds: ['historyLine', 'incidentLine'], on: ['INSERT'], contents: ['comment', 'workNote'] },
        { kinds: ['presence'], on: ['REMOVE'] },
      ],
      to: functions.named('live'),
      fleeting: true,
    });
    const schedules = new Schedules(this, 'Schedules');
    const slaDue = functions.named('sla-due');
    schedules.eachMinute('SlaDue', slaDue, 'Notes tiers of incidents that were passed, closes what is resolved');
    for (const each of functions.all()) {
      each.fill({
        tableName: table.tableName,
        intakeBucket: intake.bucket.bucketName,
        stateMachineArn: workflow.stateMachineArn,
        mailSender: settings.mailSender,
        siteUrl: site.url,
        socketsUrl: live.managementUrl,
      });
    }
    this.#watch({ settings, functions, streams, schedules, intake, workflow, api, live });
    this.#tell({
      SiteUrl: site.url,
      SiteBucket: site.bucket.bucketName,
      IntakeBucket: intake.bucket.bucketName,
      Issuer: identity.userPool.userPoolProviderUrl,
      SiteClientId: client.userPoolClientId,
      SignInUrl: identity.signInUrl,
      LiveUrl: live.url,
      RepairFunction: functions.named('repair-workflow').lambda.functionName,
      RebuildSearchFunction: functions.named('rebuild-search').lambda.functionName,
      StateMachine: workflow.stateMachineArn,
    });
  }

  #watch({ settings, functions, streams, schedules, intake, workflow, api, live }: Watched): void {
    const alarms = new Alarms(this, 'Alarms', { settings });
    for (const each of functions.all()) alarms.onFunction(each);
    for (const { to, unprocessed } of streams.reactions) {
      alarms.onReaction(to);
      alarms.onDeadLetters(unprocessed, 'unprocessedStream', `${to.name} gave up on records of the table.`);
    }
    alarms.onDeadLetters(intake.undelivered, 'undeliveredGrids', 'A grid landed and no import could be made of it.');
    alarms.onDeadLetters(workflow.unrepaired, 'unrepaired', 'An execution broke and its repair failed as well.');
    alarms.onDeadLetters(schedules.uncalled, 'sweepBehind', 'The sweep of what is due was not called for minutes.');
    alarms.onSweep(functions.named('sla-due'));
    alarms.onStateMachine(workflow.stateMachine);
    alarms.onApi(api.api);
    alarms.onSockets(live.stage);
  }

  /** What an operator and the site itself need to know of a stack that stands. */
  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
