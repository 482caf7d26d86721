/** The functions of the desk, one row each: what it does, and the room and time it is given. */
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionNames, type FunctionName } from '#shared/contract/env.ts';
import type { Bundles } from './bundle.ts';
import { DeskFunction } from './parts/deskFunction.ts';
import type { Settings } from './settings.ts';

/** Somebody waits for the answer: Lambda gives processor by memory, and at 1 GB a cold start is mostly over. */
const answering = { memoryMegabytes: 1024, timeout: Duration.seconds(15) };

/** Nobody waits, but a batch of a hundred records must end well before its time. */
const reacting = { memoryMegabytes: 512, timeout: Duration.minutes(1) };

const shapes = {
  'api-imports': { ...answering, description: 'API: sends grids, shows imports and their reports' },
  'api-requests': { ...answering, description: 'API: requests, their comments and history' },
  'api-service-tasks': { ...answering, description: 'API: service tasks and the queues they wait in' },
  'api-incidents': { ...answering, description: 'API: help requests, their clocks and their history' },
  'api-desk': { ...answering, description: 'API: who the caller is, groups, tickets of sockets' },
  'api-description': { ...answering, description: 'API: the description of the API itself' },
  'api-views': { ...answering, description: 'API: saved views of the queues' },
  'api-search': { ...answering, description: 'API: finds requests, imports and people' },
  'api-day': { ...answering, description: 'API: what waits for a person, and what others did meanwhile' },
  'api-calendar': { ...answering, description: 'API: opening hours and closures of the desk' },
  'grid-landed': {
    // The most Lambda allows: a year's grid takes a minute or two, and one cut short would begin again.
    timeout: Duration.minutes(15),
    memoryMegabytes: 512,
    description: 'Imports or previews the grid that landed in the intake bucket',
  },
  'open-task': { ...reacting, description: 'Workflow: opens a service task and keeps its token' },
  'close-request': { ...reacting, description: 'Workflow: closes a request whose plan is done' },
  'start-workflow': { ...reacting, description: 'Stream: starts or stops the execution of a request' },
  'signal-workflow': { ...reacting, description: 'Stream: tells the workflow that a task is over' },
  notify: { ...reacting, description: 'Stream: sends mail about what happened' },
  'live-socket': { ...answering, description: 'WebSocket: lets browsers in and notes what they follow' },
  live: { ...reacting, description: 'Stream: tells open pages what changed' },
  'repair-workflow': {
    ...reacting,
    timeout: Duration.minutes(15),
    description: 'Starts again the workflow of requests whose execution is gone',
  },
  'tell-news': { ...reacting, description: 'Stream: tells people what others did on what is theirs' },
  'index-search': { ...reacting, description: 'Stream: keeps the words requests are found by' },
  'rebuild-search': {
    ...reacting,
    timeout: Duration.minutes(15),
    description: 'Makes the words requests are found by anew',
  },
  // A minute apart: one that took longer would meet the next, which does no harm and helps nobody.
  'sla-due': {
    ...reacting,
    timeout: Duration.seconds(55),
    description: 'Schedule: notes tiers passed, closes what is resolved',
  },
  'follow-calendar': {
    ...reacting,
    timeout: Duration.minutes(5),
    description: 'Stream: lets open incidents follow the calendar',
  },
  // Cognito gives up on a trigger after five seconds.
  'token-issued': { ...answering, timeout: Duration.seconds(5), description: 'Sign-in: directory and claims' },
} as const satisfies Readonly<Record<FunctionName, object>>;

export interface FunctionsProps {
  readonly bundles: Bundles;
  readonly settings: Settings;
}

/** Every function of the contract, with no right and no trigger yet. */
export class Functions extends Construct {
  readonly #byName: ReadonlyMap<FunctionName, DeskFunction>;

  constructor(scope: Construct, id: string, { bundles, settings }: FunctionsProps) {
    super(scope, id);
    this.#byName = new Map(
      functionNames.map((name) => {
        const code = bundles.get(name);
        if (code === undefined) throw new Error(`No bundle was given for ${name}`);
        return [name, new DeskFunction(this, constructId(name), { name, code, settings, ...shapes[name] })];
      }),
    );
  }

  named(name: FunctionName): DeskFunction {
    const found = this.#byName.get(name);
    if (!found) throw new Error(`There is no function ${name}`);
    return found;
  }

  all(): readonly DeskFunction[] {
    return [...this.#byName.values()];
  }
}

/** `grid-landed` is drawn as `GridLanded`. */
function constructId(name: FunctionName): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
