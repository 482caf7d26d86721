import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { delimiter, join } from 'node:path';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** Runs a command of the project's own tools from its root; `output` is what it said when it was not let through. */
export function run(command, { through = false } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, {
      cwd: root,
      shell: true,
      stdio: through ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => settle({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => settle({ ok: code === 0, output }));
  });
}
