/** The stack in a process of its own, as `npm start` runs it, to be killed without a word. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import * as z from 'zod';
import { signIn } from '#infra/local/oidc/signIn.ts';
import { patience } from './doors.ts';
import type { StackDoors } from './stack.ts';

const root = path.join(import.meta.dirname, '..', '..');
const addresses = z.object({ site: z.string(), aws: z.string(), issuer: z.string(), clientId: z.string() });

export interface ChildStack {
  readonly doors: StackDoors;
  /** Ends the whole process group at once, its database included. */
  kill(): Promise<void>;
}

/** A process that still runs, and all that it started. */
async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

/**
 * Starts the stack on a folder's state.
 * @param names what the template names is named alike on every stack: table, bucket, state machine.
 * @param people usernames to sign in.
 */
export async function startChildStack(
  stateFolder: string,
  names: StackDoors,
  people: readonly string[],
): Promise<ChildStack> {
  const told = path.join(stateFolder, 'addresses.json');
  await rm(told, { force: true });
  const child = spawn(process.execPath, ['infra/local/cli.ts', '--port', '0', '--state', stateFolder], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const { site, aws, issuer, clientId } = await vi.waitFor(async () => {
      if (child.exitCode !== null) throw new Error('The stack ended');
      return addresses.parse(JSON.parse(await readFile(told, 'utf8')));
    }, patience);
    const signedIn = await Promise.all(
      people.map(async (person) => {
        // A stack that makes up for what a kill cut short may let somebody at the door wait too long: they try again.
        const { accessToken } = await vi.waitFor(() => signIn({ issuer, clientId }, person), patience);
        return [person, accessToken] as const;
      }),
    );
    return {
      doors: { ...names, site, gateway: aws, tokens: Object.fromEntries(signedIn), idTokens: {} },
      kill: () => killGroup(child),
    };
  } catch (error) {
    await killGroup(child);
    throw error;
  }
}
