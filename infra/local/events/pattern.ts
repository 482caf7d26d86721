/** Event patterns: the matching rules that EventBridge rules and event-source filters share. */

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an event fits a pattern: every field of the pattern must be met, `$or` by one of its alternatives. */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isFields(pattern)) throw new Error(`Not an event pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or' && Array.isArray(wanted)) return wanted.some((one) => matches(one, event));
    const present = isFields(event) && name in event;
    const actual = isFields(event) ? event[name] : undefined;
    if (Array.isArray(wanted)) return wanted.some((rule) => meets(rule, actual, present));
    if (Array.isArray(actual)) return actual.some((one) => matches(wanted, one));
    return matches(wanted, actual);
  });
}

/** One alternative of a leaf; a list in the event meets it when one of its elements does. */
function meets(rule: unknown, actual: unknown, present: boolean): boolean {
  if (isFields(rule) && 'exists' in rule) return rule['exists'] === (present && !isFields(actual));
  if (!present) return false;
  if (Array.isArray(actual)) return actual.some((one) => meets(rule, one, true));
  if (!isFields(rule)) return rule === actual;
  return Object.entries(rule).every(([operator, operand]) => {
    const test = operators[operator];
    if (test === undefined) throw new Error(`Event pattern operator ${operator} is not known to the local stack`);
    return test(operand, actual);
  });
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

const operators: Readonly<Record<string, (operand: unknown, actual: unknown) => boolean>> = {
  prefix: (operand, actual) => {
    if (isFields(operand)) return String(folded(actual)).startsWith(String(folded(operand['equals-ignore-case'])));
    return typeof actual === 'string' && actual.startsWith(String(operand));
  },
  suffix: (operand, actual) => {
    if (isFields(operand)) return String(folded(actual)).endsWith(String(folded(operand['equals-ignore-case'])));
    return typeof actual === 'string' && actual.endsWith(String(operand));
  },
  'equals-ignore-case': (operand, actual) => folded(operand) === folded(actual),
  wildcard: (operand, actual) => {
    const expression = String(operand)
      .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
      .replace(/\*/g, '.*');
    return typeof actual === 'string' && new RegExp(`^${expression}$`, 's').test(actual);
  },
  'anything-but': (operand, actual) => {
    const refused = Array.isArray(operand) ? operand : [operand];
    return !refused.some((rule) => meets(rule, actual, true));
  },
  numeric: (operand, actual) => {
    if (!Array.isArray(operand) || typeof actual !== 'number') return false;
    for (let at = 0; at < operand.length; at += 2) {
      const limit = Number(operand[at + 1]);
      const holds = {
        '=': actual === limit,
        '<': actual < limit,
        '<=': actual <= limit,
        '>': actual > limit,
        '>=': actual >= limit,
      };
      if (!(Object.entries(holds).find(([sign]) => sign === operand[at])?.[1] ?? false)) return false;
    }
    return true;
  },
};
