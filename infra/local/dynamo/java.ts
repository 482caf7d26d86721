/** Finds a Java that can run DynamoDB Local, and compiles the launcher once where there is a compiler. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The least Java that DynamoDB Local starts on. */
export const javaNeeded = 17;

/** A command of the Java installation in use: `JAVA_HOME` wins over the path. */
export function javaCommand(name: 'java' | 'javac'): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined || home === '' ? name : path.join(home, 'bin', name);
}

/** The major version of Java, or undefined when there is none that runs (macOS ships a stub that only fails). */
export async function javaMajor(): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await run(javaCommand('java'), ['-version']);
    const found = /version "(?:1\.)?(\d+)/.exec(stderr + stdout);
    return found === null ? undefined : Number(found[1]);
  } catch {
    return undefined;
  }
}

/**
 * Folder that holds the compiled launcher, or undefined on a runtime without compiler. The name holds a hash of the
 * source, so a changed launcher is compiled anew and two starts at once do not disturb each other.
 */
export async function compiledLauncher(cacheFolder: string, classPath: string): Promise<string | undefined> {
  const source = path.join(import.meta.dirname, 'Loopback.java');
  const hash = createHash('sha256')
    .update(await readFile(source))
    .update(classPath)
    .digest('hex')
    .slice(0, 12);
  const folder = path.join(cacheFolder, `launcher-${hash}`);
  const compiled = path.join(folder, 'Loopback.class');
  if (
    await stat(compiled).then(
      () => true,
      () => false,
    )
  )
    return folder;
  const scratch = path.join(cacheFolder, `launcher-${hash}-${process.pid}`);
  await mkdir(scratch, { recursive: true });
  try {
    await copyFile(source, path.join(scratch, 'Loopback.java'));
    await run(javaCommand('javac'), ['-cp', classPath, '-d', scratch, path.join(scratch, 'Loopback.java')]);
    await mkdir(folder, { recursive: true });
    await rename(path.join(scratch, 'Loopback.class'), compiled);
    return folder;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
