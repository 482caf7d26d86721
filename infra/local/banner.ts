/** What is said once the stack is up: where everything is and who may sign in. */

import type { Stack } from './stack.ts';

/** The lines, for a terminal. */
export function banner(stack: Stack, milliseconds: number): string {
  const { addresses, credentials, region, resources } = stack;
  const api = [...addresses.apis.values()][0] ?? addresses.site;
  const door = addresses.site === '' ? api : addresses.site;
  const buckets = resources.filter(({ type, name }) => type === 'AWS::S3::Bucket' && !/log|site/i.test(name));
  const lines: (readonly [string, string])[] = [
    ...(addresses.site === '' ? [] : [['web app', addresses.site] as const]),
    ['API', `${door}/api`],
    ['OpenAPI', `${door}/api/openapi.json`],
    ...[...addresses.issuers.values()].map((issuer) => ['sign-in', issuer] as const),
    ...(addresses.inbox === '' ? [] : [['mail inbox', addresses.inbox] as const]),
    ['AWS', `${addresses.gateway}  (${region}, key ${credentials.accessKeyId}, secret ${credentials.secretAccessKey})`],
  ];
  const keys = `AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`;
  const copies = buckets.map(
    ({ name }) =>
      `  ${keys} AWS_REGION=${region} \\\n    aws s3 cp grille.xlsx s3://${name}/grids/ --endpoint-url ${addresses.gateway}`,
  );
  const people = (stack.people?.people ?? []).map(
    ({ username, name, groups }) =>
      `  ${username.padEnd(16)} ${name}${groups.length === 0 ? '' : ` (${groups.join(', ')})`}`,
  );
  return [
    '',
    `Guichet is up after ${(milliseconds / 1000).toFixed(1)} s`,
    ...lines.map(([name, address]) => `  ${name.padEnd(12)} ${address}`),
    ...(people.length === 0 ? [] : ['', 'Sign in as', ...people]),
    ...(copies.length === 0 ? [] : ['', 'Send a grid', ...copies]),
    '',
  ].join('\n');
}
