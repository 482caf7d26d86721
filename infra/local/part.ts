/** What the pieces of the local stack agree on: resolved resources in, addresses and a clean stop out. */

/** One resource of the synthesised template after every intrinsic was resolved. */
export interface Resource {
  /** Logical id in the template. */
  readonly id: string;
  /** CloudFormation type, such as `AWS::Lambda::Function`. */
  readonly type: string;
  /** Resolved properties, untyped until the piece that runs this type parses them. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Deterministic physical name (what `Ref` gives, or the last part of it). */
  readonly name: string;
  /** The ARN that `Fn::GetAtt … Arn` gives, where the type has one. */
  readonly arn: string;
}

/** How a function answered: a payload, or the error its handler threw. */
export type Invoked =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: { readonly errorType: string; readonly errorMessage: string } };

/** On whose behalf a function is invoked: the role is checked for `lambda:InvokeFunction` when given. */
export interface Caller {
  readonly roleArn?: string;
}

/** Runs a function by name or ARN and waits for its answer. */
export type Invoke = (functionNameOrArn: string, event: unknown, caller?: Caller) => Promise<Invoked>;

/** Readable one-line log: which piece speaks, what happened, ids as fields. */
export type Log = (piece: string, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** An event for the default event bus, in EventBridge's own words; `id`, `time`, `account`, `region` are filled in. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts an event on the default bus; settled once every matching target is safely in the outbox. */
export type Publish = (event: BusEvent) => Promise<void>;

/** Whether a role's synthesised policies grant an action on a resource. */
export type Granted = (roleArn: string, action: string, resourceArn: string) => boolean;

/** A resolved value with the host names of AWS inside its strings replaced by this stack's own addresses. */
export type Localise = <Value>(value: Value) => Value;

/** What every piece is given. */
export interface Ground {
  readonly resources: readonly Resource[];
  readonly accountId: string;
  readonly region: string;
  /** Folder for this stack's persistent state; survives restarts and kill -9. */
  readonly stateFolder: string;
  readonly invoke: Invoke;
  readonly publish: Publish;
  readonly granted: Granted;
  readonly localise: Localise;
  readonly log: Log;
}

/** A running piece. */
export interface Part {
  stop(): Promise<void>;
  /** How many units of work the piece has begun or owes right now; 0 when it is quiet. */
  busy?(): number;
}
