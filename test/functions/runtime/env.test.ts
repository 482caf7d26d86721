import { expect, it } from 'vitest';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import { callerOf } from '#functions/runtime/caller.ts';

it('a function whose environment lacks something stops at once, and names all of it', () => {
  expect(() => readEnv('api-imports', {})).toThrow('GUICHET_TABLE, GUICHET_INTAKE_BUCKET');
  expect(readEnv('api-imports', { GUICHET_TABLE: 't', GUICHET_INTAKE_BUCKET: 'b', OTHER: 'x' })).toEqual({
    tableName: 't',
    intakeBucket: 'b',
  });
});

it('the log is one JSON object a line, with the ids given to it and the cause of errors', () => {
  const lines: string[] = [];
  const log = logOf('notify', (line) => lines.push(line)).with({ request: 'RITM0010001' });
  log.error('mail failed', { error: new Error('outer', { cause: new Error('inner') }) });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    function: 'notify',
    message: 'mail failed',
    request: 'RITM0010001',
    error: { message: 'outer', cause: { message: 'inner' } },
  });
});

it.each([
  ['[agents technologues]', ['agents'], ['technologues']],
  ['[managers]', ['managers'], []],
  ['agents', ['agents'], []],
  [['admins', 'unknown'], ['admins'], []],
  [undefined, [], []],
])('groups of a token are read as the gateway writes them: %s', (groups, roles, supportGroups) => {
  const caller = callerOf({ sub: 'x', token_use: 'access', email: 'X@example.org', 'cognito:groups': groups });
  expect(caller).toMatchObject({ email: 'x@example.org', name: 'x@example.org', roles, groups: supportGroups });
});

it.each([undefined, {}, { sub: 'x', token_use: 'id', email: 'x@example.org' }, { sub: 'x', token_use: 'access' }])(
  'no caller comes of claims that are not an access token of the desk: %j',
  (claims) => {
    expect(callerOf(claims)).toBeNull();
  },
);
