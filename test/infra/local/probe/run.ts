/** Runs the probe stack in a process of its own, to be killed. Arguments: state folder, notes folder, pause before retries. */

import { startStack } from '#infra/local/main.ts';
import { probeApp } from './stack.ts';

const [, , stateFolder = '', seen = '', pause = '0'] = process.argv;
const stack = await startStack({
  app: probeApp,
  context: { seen },
  stateFolder,
  port: 0,
  retryPauses: [Number(pause)],
});
process.stdout.write(`${JSON.stringify({ gateway: stack.addresses.gateway })}\n`);
process.on('message', (message) => {
  if (message === 'settle') void stack.settled().then(() => process.send?.({ dead: stack.messages('dead') }));
  if (message === 'stop') void stack.stop().then(() => process.exit(0));
});
