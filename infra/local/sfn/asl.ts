/**
 * Makes a state machine's definition fit for the local library: refuses at start-up what the library would silently
 * get wrong, and rewrites what it cannot do by itself (long deadlines, waits, the context object).
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = Readonly<Record<string, Json>>;

/** What the engine does when the library reaches a task state. */
export interface TaskPlan {
  readonly kind: 'invoke' | 'invokeAndWait' | 'function' | 'wait';
  /** ARN of the function, for a task that names it as its resource. */
  readonly functionArn: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

export interface PreparedMachine {
  readonly definition: Fields;
  readonly tasks: ReadonlyMap<string, TaskPlan>;
  /** States inside each Parallel or Map, however deep. */
  readonly inside: ReadonlyMap<string, ReadonlySet<string>>;
  readonly timeoutSeconds: number | undefined;
}

/** The context object under a name of ours: the library overwrites `Execution` in every branch and at every run. */
export const contextKey = 'Run';

/** The longest timer that Node keeps; the library takes a larger one as "now" and the absence of one as a minute. */
const longestTimer = 2_147_483;

const refused: readonly (readonly [RegExp, string])[] = [
  [/"QueryLanguage":"JSONata"/, 'JSONata'],
  [/"(Arguments|Assign|Output)":/, 'Arguments, Assign and Output (variables, JSONata)'],
  [/"(TimeoutSecondsPath|HeartbeatSecondsPath)":/, 'TimeoutSecondsPath and HeartbeatSecondsPath'],
  [/"(ItemReader|ItemBatcher|ResultWriter|ToleratedFailureCount)":|"Mode":"DISTRIBUTED"/, 'distributed Map'],
  [/States\.(UUID|MathRandom)\(/, 'States.UUID and States.MathRandom, which a replay would answer differently'],
  [/\$\$\.State\.(?!Name\b)/, '$$.State.EnteredTime and $$.State.RetryCount'],
  [/"\$\$"/, 'the whole context object'],
];

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fields = (value: Json | undefined, where: string): Fields => {
  if (!isFields(value)) throw new Error(`${where} is not an object.`);
  return value;
};

const seconds = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

const contextPath = (path: string): string => path.replaceAll('$$.Execution', `$$$$.${contextKey}`);

/** Rewrites paths into the context object within one state's own fields. */
const rewriteContext = (value: Json, state: string): Json => {
  if (Array.isArray(value)) return value.map((one: Json) => rewriteContext(one, state));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]): [string, Json] => {
      if (typeof held !== 'string') return [key, rewriteContext(held, state)];
      if (key.endsWith('.$') && held === '$$.State.Name') return [key.slice(0, -2), state];
      if (key.endsWith('.$')) return [key, contextPath(held.replaceAll('$$.State.Name', `'${state}'`))];
      return [key, key.endsWith('Path') || key === 'Variable' ? contextPath(held) : held];
    }),
  );
};

/** `ResultPath: "$"` is the default and the library would take it for a field's name. */
const withoutDefaultResultPath = (state: Fields): Fields =>
  Object.fromEntries(Object.entries(state).filter(([key, value]) => !(key === 'ResultPath' && value === '$')));

const typeOf = (state: Fields): string => (typeof state.Type === 'string' ? state.Type : 'none');

const planOf = (state: Fields, name: string): TaskPlan => {
  const resource = state.Resource;
  const common = {
    timeoutSeconds: seconds(state.TimeoutSeconds),
    heartbeatSeconds: seconds(state.HeartbeatSeconds),
    functionArn: undefined,
  };
  if (resource === 'arn:aws:states:::lambda:invoke') return { kind: 'invoke', ...common };
  if (resource === 'arn:aws:states:::lambda:invoke.waitForTaskToken') return { kind: 'invokeAndWait', ...common };
  if (typeof resource === 'string' && /^arn:aws:lambda:[^:]*:\d+:function:/.test(resource)) {
    return { kind: 'function', ...common, functionArn: resource };
  }
  throw new Error(`State ${name} uses ${JSON.stringify(resource)}, which the local state machines do not run.`);
};

const waitAsTask = (state: Fields): Fields => {
  const { Type: _type, Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state;
  return {
    ...rest,
    Type: 'Task',
    Resource: 'local:wait',
    TimeoutSeconds: longestTimer,
    Parameters: {
      'input.$': '$',
      ...(Seconds === undefined ? {} : { seconds: Seconds }),
      ...(SecondsPath === undefined ? {} : { 'seconds.$': SecondsPath }),
      ...(Timestamp === undefined ? {} : { timestamp: Timestamp }),
      ...(TimestampPath === undefined ? {} : { 'timestamp.$': TimestampPath }),
    },
  };
};

export const prepareMachine = (source: Json): PreparedMachine => {
  const text = JSON.stringify(source);
  for (const [pattern, what] of refused) {
    if (pattern.test(text)) throw new Error(`The local state machines do not know ${what}.`);
  }
  const tasks = new Map<string, TaskPlan>();
  const inside = new Map<string, Set<string>>();

  const states = (machine: Fields, around: readonly string[]): Fields => {
    const rewritten = Object.entries(fields(machine.States, 'States')).map(([name, value]): [string, Json] => {
      for (const outer of around) inside.get(outer)?.add(name);
      return [name, oneState(name, fields(value, name), around)];
    });
    const { TimeoutSeconds: _timeout, ...rest } = machine;
    return { ...rest, States: Object.fromEntries(rewritten) };
  };

  const oneState = (name: string, given: Fields, around: readonly string[]): Fields => {
    const { Branches, Iterator, ItemProcessor, ...own } = given;
    if (given.Type !== 'Map' && JSON.stringify(own).includes('$$.Map.')) {
      throw new Error(`State ${name} reads $$.Map: pass what an iteration needs by the Map's ItemSelector.`);
    }
    const flat = withoutDefaultResultPath(fields(rewriteContext(own, name), name));
    const state: Fields = Array.isArray(flat.Catch)
      ? { ...flat, Catch: flat.Catch.map((one: Json) => withoutDefaultResultPath(fields(one, `Catch of ${name}`))) }
      : flat;
    switch (typeOf(state)) {
      case 'Task': {
        tasks.set(name, planOf(state, name));
        const { HeartbeatSeconds: _heartbeat, ...rest } = state;
        return { ...rest, TimeoutSeconds: longestTimer };
      }
      case 'Wait': {
        const plan = { functionArn: undefined, timeoutSeconds: undefined, heartbeatSeconds: undefined };
        tasks.set(name, { kind: 'wait', ...plan });
        return waitAsTask(state);
      }
      case 'Parallel': {
        inside.set(name, new Set());
        if (!Array.isArray(Branches)) throw new Error(`Parallel ${name} has no branches.`);
        const deeper = [...around, name];
        return { ...state, Branches: Branches.map((one: Json) => states(fields(one, `Branch of ${name}`), deeper)) };
      }
      case 'Map': {
        inside.set(name, new Set());
        const each = fields(ItemProcessor ?? Iterator, `ItemProcessor of ${name}`);
        return { ...state, ItemProcessor: states(each, [...around, name]) };
      }
      case 'Pass':
      case 'Choice':
      case 'Succeed':
      case 'Fail':
        return state;
      default:
        throw new Error(`State ${name} has the type ${typeOf(state)}, which no state has.`);
    }
  };

  const machine = fields(source, 'The definition');
  const definition = states(machine, []);
  return { definition, tasks, inside, timeoutSeconds: seconds(machine.TimeoutSeconds) };
};
