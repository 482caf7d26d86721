/** Deterministic physical names, ARNs and attributes: what `Ref` and `Fn::GetAtt` give once a resource exists. */

import { createHash } from 'node:crypto';

/** Where the stack pretends to live. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
}

/** What CloudFormation knows of a created resource. */
export interface Physical {
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Asked {
  readonly type: string;
  readonly id: string;
  /** The name when the template does not give one. */
  readonly generated: string;
  readonly place: Place;
  /** A resolved property as text, or undefined when the template does not set it. */
  readonly text: (property: string) => string | undefined;
}

type Maker = (asked: Asked) => Partial<Physical> & { readonly name: string };

/** A short id that is the same at every start. */
export function stableId(length: number, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\n')).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}

/** `arn:aws:<service>:<region>:<account>:<rest>` of this place. */
export function arnOf(place: Place, service: string, rest: string, { global = false } = {}): string {
  return `arn:aws:${service}:${global ? '' : place.region}:${place.accountId}:${rest}`;
}

function named(property: string, service: string, rest: (name: string) => string, { refIsArn = false } = {}): Maker {
  return (asked) => {
    const name = asked.text(property) ?? asked.generated;
    const arn = arnOf(asked.place, service, rest(name));
    return { name, arn, ...(refIsArn ? { ref: arn } : {}) };
  };
}

function identified(length: number, attribute?: string): Maker {
  return ({ id, place, type }) => {
    const name = stableId(length, place.stackName, type, id);
    return { name, ...(attribute === undefined ? {} : { attributes: { [attribute]: name } }) };
  };
}

const table: Maker = (asked) => {
  const name = asked.text('TableName') ?? asked.generated;
  const arn = arnOf(asked.place, 'dynamodb', `table/${name}`);
  return { name, arn, attributes: { StreamArn: `${arn}/stream/2000-01-01T00:00:00.000`, TableId: asked.id } };
};

const bucket: Maker = (asked) => {
  const name = (asked.text('BucketName') ?? asked.generated).toLowerCase();
  const host = `${name}.s3.${asked.place.region}.amazonaws.com`;
  return {
    name,
    arn: `arn:aws:s3:::${name}`,
    attributes: { DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: host, DualStackDomainName: host },
  };
};

const queue: Maker = (asked) => {
  const name = asked.text('QueueName') ?? asked.generated;
  const url = `https://sqs.${asked.place.region}.amazonaws.com/${asked.place.accountId}/${name}`;
  return { name, ref: url, arn: arnOf(asked.place, 'sqs', name), attributes: { QueueName: name, QueueUrl: url } };
};

const role: Maker = (asked) => {
  const name = (asked.text('RoleName') ?? asked.generated).slice(0, 64);
  const arn = arnOf(asked.place, 'iam', `role/${name}`, { global: true });
  return { name, arn, attributes: { RoleId: `AROA${stableId(16, name).toUpperCase()}` } };
};

const managedPolicy: Maker = (asked) => {
  const name = asked.text('ManagedPolicyName') ?? asked.generated;
  const arn = arnOf(asked.place, 'iam', `policy/${name}`, { global: true });
  return { name, ref: arn, arn, attributes: { PolicyArn: arn } };
};

const api: Maker = ({ id, place, type }) => {
  const name = stableId(10, place.stackName, type, id);
  return {
    name,
    arn: `arn:aws:apigateway:${place.region}::/apis/${name}`,
    attributes: { ApiId: name, ApiEndpoint: `https://${name}.execute-api.${place.region}.amazonaws.com` },
  };
};

const userPool: Maker = ({ id, place }) => {
  const name = `${place.region}_${stableId(9, place.stackName, id)}`;
  const host = `cognito-idp.${place.region}.amazonaws.com/${name}`;
  return {
    name,
    arn: arnOf(place, 'cognito-idp', `userpool/${name}`),
    attributes: { ProviderName: host, ProviderURL: `https://${host}`, UserPoolId: name },
  };
};

const userPoolDomain: Maker = (asked) => ({ name: asked.text('Domain') ?? asked.generated.toLowerCase() });

const distribution: Maker = ({ id, place }) => {
  const name = `E${stableId(13, place.stackName, id).toUpperCase()}`;
  return {
    name,
    arn: arnOf(place, 'cloudfront', `distribution/${name}`, { global: true }),
    attributes: { Id: name, DomainName: `d${stableId(13, place.stackName, id)}.cloudfront.net` },
  };
};

const version: Maker = (asked) => {
  const of = asked.text('FunctionName') ?? '';
  const arn = of.startsWith('arn:') ? `${of}:1` : `${arnOf(asked.place, 'lambda', `function:${of}`)}:1`;
  return { name: '1', ref: arn, arn, attributes: { Version: '1', FunctionArn: arn } };
};

const alias: Maker = (asked) => {
  const of = asked.text('FunctionName') ?? '';
  const name = asked.text('Name') ?? asked.generated;
  const arn = `${of.startsWith('arn:') ? of : arnOf(asked.place, 'lambda', `function:${of}`)}:${name}`;
  return { name, ref: arn, arn, attributes: { AliasArn: arn } };
};

const rule: Maker = (asked) => {
  const name = asked.text('Name') ?? asked.generated;
  const bus = asked.text('EventBusName');
  return { name, arn: arnOf(asked.place, 'events', `rule/${bus === undefined ? '' : `${bus}/`}${name}`) };
};

const schedule: Maker = (asked) => {
  const name = asked.text('Name') ?? asked.generated;
  return { name, arn: arnOf(asked.place, 'scheduler', `schedule/${asked.text('GroupName') ?? 'default'}/${name}`) };
};

const parameter: Maker = (asked) => {
  const name = asked.text('Name') ?? asked.generated;
  const arn = arnOf(asked.place, 'ssm', `parameter/${name.replace(/^\//, '')}`);
  return { name, arn, attributes: { Value: asked.text('Value') ?? '', Type: asked.text('Type') ?? 'String' } };
};

const key: Maker = ({ id, place }) => {
  const name = stableId(24, place.stackName, id);
  return { name, arn: arnOf(place, 'kms', `key/${name}`), attributes: { KeyId: name } };
};

const makers: Readonly<Record<string, Maker>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': bucket,
  'AWS::SQS::Queue': queue,
  'AWS::SNS::Topic': named('TopicName', 'sns', (name) => name, { refIsArn: true }),
  'AWS::Lambda::Function': named('FunctionName', 'lambda', (name) => `function:${name}`),
  'AWS::Lambda::Version': version,
  'AWS::Lambda::Alias': alias,
  'AWS::Lambda::EventSourceMapping': (asked) => {
    const name = stableId(32, asked.place.stackName, asked.id);
    return { name, arn: arnOf(asked.place, 'lambda', `event-source-mapping:${name}`), attributes: { Id: name } };
  },
  'AWS::IAM::Role': role,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::StepFunctions::StateMachine': named('StateMachineName', 'states', (name) => `stateMachine:${name}`, {
    refIsArn: true,
  }),
  'AWS::Events::Rule': rule,
  'AWS::Events::EventBus': named('Name', 'events', (name) => `event-bus/${name}`),
  'AWS::Scheduler::Schedule': schedule,
  'AWS::Scheduler::ScheduleGroup': named('Name', 'scheduler', (name) => `schedule-group/${name}`),
  'AWS::Logs::LogGroup': named('LogGroupName', 'logs', (name) => `log-group:${name}:*`),
  'AWS::CloudWatch::Alarm': named('AlarmName', 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::SSM::Parameter': parameter,
  'AWS::KMS::Key': key,
  'AWS::ApiGatewayV2::Api': api,
  'AWS::ApiGatewayV2::Stage': (asked) => ({ name: asked.text('StageName') ?? asked.generated }),
  'AWS::ApiGatewayV2::Authorizer': identified(6, 'AuthorizerId'),
  'AWS::ApiGatewayV2::Integration': identified(7, 'IntegrationId'),
  'AWS::ApiGatewayV2::Route': identified(7, 'RouteId'),
  'AWS::ApiGatewayV2::Deployment': identified(6, 'DeploymentId'),
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': identified(26, 'ClientId'),
  'AWS::Cognito::UserPoolDomain': userPoolDomain,
  'AWS::Cognito::UserPoolGroup': (asked) => ({ name: asked.text('GroupName') ?? asked.generated }),
  'AWS::Cognito::UserPoolIdentityProvider': (asked) => ({ name: asked.text('ProviderName') ?? asked.generated }),
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::OriginAccessControl': identified(14, 'Id'),
  'AWS::CloudFront::ResponseHeadersPolicy': identified(36, 'Id'),
  'AWS::CloudFront::CachePolicy': identified(36, 'Id'),
  'AWS::CloudFront::OriginRequestPolicy': identified(36, 'Id'),
  'AWS::CloudFront::Function': (asked) => {
    const name = asked.text('Name') ?? asked.generated;
    const arn = arnOf(asked.place, 'cloudfront', `function/${name}`, { global: true });
    return { name, ref: arn, arn, attributes: { FunctionARN: arn } };
  },
  'AWS::SES::EmailIdentity': (asked) => {
    const name = asked.text('EmailIdentity') ?? asked.generated;
    return { name, arn: arnOf(asked.place, 'ses', `identity/${name}`) };
  },
  'AWS::SES::ConfigurationSet': named('Name', 'ses', (name) => `configuration-set/${name}`),
  'AWS::SES::ReceiptRuleSet': (asked) => ({ name: asked.text('RuleSetName') ?? asked.generated }),
};

const unnamed: Maker = ({ generated }) => ({ name: generated });

/** The physical side of one resource; a type without a row has a name only, so asking its attributes is an error. */
export function physicalOf(asked: Asked): Physical {
  const made = (makers[asked.type] ?? unnamed)(asked);
  const arn = made.arn ?? '';
  return {
    name: made.name,
    ref: made.ref ?? made.name,
    arn,
    attributes: {
      ...(arn === '' ? {} : { Arn: arn }),
      ...(made.name === '' ? {} : { Name: made.name }),
      ...made.attributes,
    },
  };
}

/**
 * Names for resources that the template leaves unnamed: the stack and the logical id without CDK's hash, the hash kept
 * where two ids would share a name. Same template, same names, so state is found again after a restart.
 */
export function generatedNames(stackName: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const short = (id: string): string => id.replace(/(?<=.)[0-9A-F]{8}$/, '');
  const count = new Map<string, number>();
  for (const id of ids) count.set(short(id).toLowerCase(), (count.get(short(id).toLowerCase()) ?? 0) + 1);
  return new Map(
    ids.map((id) => {
      const name = `${stackName}-${count.get(short(id).toLowerCase()) === 1 ? short(id) : id}`;
      return [id, name.length <= 60 ? name : `${name.slice(0, 53)}-${stableId(6, name)}`];
    }),
  );
}
