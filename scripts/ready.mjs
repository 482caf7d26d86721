/**
 * Makes a machine that has Node and npm ready for `npm start` or `npm test`: packages, Java, and for the tests a
 * Chromium. Plain JavaScript for Node 20 with no package, since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const mark = join(root, 'node_modules', '.installed-from');
const purpose = process.argv[2];

const requirements = {
  java: {
    met: javaIsThere,
    packages: ['openjdk-17-jdk-headless', 'default-jdk-headless'],
    missing:
      'Guichet needs Java 17 or newer to run DynamoDB on this machine: install it with ' +
      '"sudo apt install openjdk-17-jdk-headless", "brew install openjdk@17" or ' +
      '"winget install EclipseAdoptium.Temurin.17.JDK", and set JAVA_HOME if it is not on your PATH.',
  },
  chromium: {
    met: () => chromiumPath() !== undefined,
    packages: ['chromium'],
    missing:
      'The tests of Guichet need Chromium or Chrome: install it with "sudo apt install chromium", ' +
      '"brew install --cask google-chrome" or "winget install Google.Chrome", or give its path in CHROME_PATH.',
  },
};

nodeIsRecent();
installPackages();
for (const name of purpose === 'test' ? ['java', 'chromium'] : ['java']) require(requirements[name]);

function nodeIsRecent() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  stop(
    `Guichet needs Node 20 or newer to install itself; this is Node ${process.versions.node}. See https://nodejs.org.`,
  );
}

/** Installs from the lockfile unless node_modules already comes from this very lockfile. */
function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed)) {
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
    // Somebody ran npm by hand: npm writes its own copy of the lockfile last.
    if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  }
  console.log('Installing packages (a minute, the first time) …');
  const { status } = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: 'inherit',
  });
  if (status !== 0) stop('The packages could not be installed: see what npm says above, then try again.');
  writeFileSync(mark, wanted);
}

function require({ met, packages, missing }) {
  if (met()) return;
  if (canInstall()) {
    console.log(`Installing ${packages[0]} …`);
    apt('update');
    for (const name of packages) {
      apt('install', '--yes', '--no-install-recommends', name);
      if (met()) return;
    }
  }
  stop(missing);
}

/** macOS ships a `java` that only says that there is none: the exit code tells. */
function javaIsThere() {
  // Another DynamoDB stands in for DynamoDB Local, the one thing here that Java runs.
  if (process.env.GUICHET_DYNAMODB_ENDPOINT) return true;
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = /version "(?:1\.)?(\d+)/.exec(stderr ?? '');
  return status === 0 && version !== null && Number(version[1]) >= 17;
}

function canInstall() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

function apt(...words) {
  spawnSync('apt-get', ['-qq', ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
