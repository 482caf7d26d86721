import { Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogs } from './accessLogs.ts';
import { Api } from './api.ts';
import type { Bundles } from './bundle.ts';
import { Functions } from './functions.ts';
import { Identity } from './identity.ts';
import { Intake, intakeBucketName } from './intake.ts';
import { Mail } from './mail.ts';
import { grantRights } from './rights.ts';
import type { Settings } from './settings.ts';
import { Site } from './site.ts';
import { Streams } from './streams.ts';
import { DeskTable } from './table.ts';
import { Workflow } from './workflow.ts';

export interface GuichetStackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
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
    const site = new Site(this, 'Site', {
      settings,
      accessLogs,
      apiHost: api.host,
      connectTo: [...identity.origins, `https://${intakeBucketName(this)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`],
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
    intake.onLanding(functions.named('grid-landed'));
    workflow.onBrokenExecution(functions.named('repair-workflow'));
    grantRights({ functions, table, intake, workflow, mail });
    new Streams(this, 'Streams', {
      table,
      reactions: [
        {
          id: 'StartWorkflow',
          kind: 'request',
          on: ['INSERT', 'MODIFY'],
          target: functions.named('start-workflow'),
          sideBySide: 2,
        },
        {
          id: 'SignalWorkflow',
          kind: 'serviceTask',
          on: ['INSERT', 'MODIFY'],
          target: functions.named('signal-workflow'),
          sideBySide: 4,
        },
        { id: 'Notify', kind: 'historyLine', on: ['INSERT'], target: functions.named('notify'), sideBySide: 1 },
      ],
    });
    for (const each of functions.all()) {
      each.fill({
        tableName: table.tableName,
        intakeBucket: intake.bucket.bucketName,
        stateMachineArn: workflow.stateMachineArn,
        mailSender: settings.mailSender,
        siteUrl: site.url,
      });
    }
    this.#tell({
      SiteUrl: site.url,
      SiteBucket: site.bucket.bucketName,
      IntakeBucket: intake.bucket.bucketName,
      UserPoolId: identity.userPool.userPoolId,
      SiteClientId: client.userPoolClientId,
      SignInUrl: identity.signInUrl,
      RepairFunction: functions.named('repair-workflow').lambda.functionName,
      StateMachine: workflow.stateMachineArn,
    });
  }

  /** What an operator and the site itself need to know of a stack that stands. */
  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
