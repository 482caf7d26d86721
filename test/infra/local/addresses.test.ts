import { expect, test } from 'vitest';
import { localiser, noAddresses } from '#infra/local/addresses.ts';

const addresses = noAddresses();
addresses.gateway = 'http://127.0.0.1:4501';
addresses.site = 'http://localhost:4500';
addresses.apis.set('api', 'http://127.0.0.1:4504');
addresses.sockets.set('live', 'ws://127.0.0.1:4505');
addresses.issuers.set('ca-central-1_pool', 'http://localhost:4503/ca-central-1_pool');
const localise = localiser(addresses);

test.each([
  ['https://api.execute-api.ca-central-1.amazonaws.com/x', 'http://127.0.0.1:4504/x'],
  ['wss://live.execute-api.ca-central-1.amazonaws.com/prod', 'ws://127.0.0.1:4505/prod'],
  ['https://live.execute-api.ca-central-1.amazonaws.com/prod', 'http://127.0.0.1:4501/live/prod'],
  ['https://cognito-idp.ca-central-1.amazonaws.com/ca-central-1_pool', 'http://localhost:4503/ca-central-1_pool'],
  [
    'connect https://cognito-idp.ca-central-1.amazonaws.com https://x.test',
    'connect http://localhost:4503 https://x.test',
  ],
  ['https://desk.auth.ca-central-1.amazoncognito.com/logout', 'http://localhost:4503/logout'],
  ['https://sqs.ca-central-1.amazonaws.com/000000000000/work', 'http://127.0.0.1:4501/000000000000/work'],
  ['https://in.s3.ca-central-1.amazonaws.com/a', 'http://127.0.0.1:4501/in/a'],
  ['https://d123.cloudfront.net/demandes', 'http://localhost:4500/demandes'],
  ['https://other.execute-api.ca-central-1.amazonaws.com', 'https://other.execute-api.ca-central-1.amazonaws.com'],
])('%s answers at %s', (there, here) => {
  expect(localise({ deep: [there] })).toEqual({ deep: [here] });
});
