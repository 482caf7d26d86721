/** Before anything starts: the right Node.js, a Java, and a state folder that nobody else runs on. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { javaMajor, javaNeeded } from './dynamo/java.ts';

/** Something is missing on this machine; its message is meant for the person who started the stack. */
export class NotReady extends Error {}

const nodeNeeded = 24;

/** Refuses a Node.js that cannot run the stack. */
export function checkNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= nodeNeeded) return;
  throw new NotReady(
    `Node.js ${nodeNeeded} is needed and this is ${version}: start with "npm start", which brings it.`,
  );
}

/** Refuses a machine without Java, unless another DynamoDB is named. */
export async function checkJava(): Promise<void> {
  if (process.env['GUICHET_DYNAMODB_ENDPOINT']) return;
  const major = await javaMajor();
  if (major !== undefined && major >= javaNeeded) return;
  const found = major === undefined ? 'no Java was found' : `this is Java ${major}`;
  throw new NotReady(
    `DynamoDB Local needs Java ${javaNeeded} or newer, and ${found}. Install one (everything else needs nothing):\n` +
      '  Debian, Ubuntu  apt install openjdk-17-jdk-headless\n' +
      '  macOS           brew install openjdk@21\n' +
      '  Windows         winget install EclipseAdoptium.Temurin.21.JDK',
  );
}

/** Takes the state folder for this process; returns what gives it back. A holder that was killed does not count. */
export function holdState(stateFolder: string): () => void {
  mkdirSync(stateFolder, { recursive: true });
  const file = path.join(stateFolder, 'stack.pid');
  const holder = Number(readText(file));
  if (holder > 0 && holder !== process.pid && isStack(holder)) {
    throw new NotReady(`Guichet already runs on ${stateFolder} (process ${holder}): stop it first.`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    if (Number(readText(file)) === process.pid) rmSync(file, { force: true });
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether a process lives; where /proc tells, a number that was given to something else does not count. */
function isStack(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = readText(`/proc/${pid}/cmdline`);
  return command === '' || command.includes('node');
}
