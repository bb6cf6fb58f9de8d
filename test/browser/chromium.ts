import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

function playwrightsOwn(): string | null {
  try {
    return chromium.executablePath();
  } catch {
    return null;
  }
}

function find(): string | null {
  const named = process.env['CLOISTER_CHROMIUM'] ?? process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  return [...USUAL_PLACES, playwrightsOwn()].find((place) => place !== null && existsSync(place)) ?? null;
}

/**
 * The Chromium to test with: the one named by CLOISTER_CHROMIUM, one in a usual place, Playwright's own, or,
 * as root on Debian, the one of the system's packages.
 *
 * @throws Error saying in one line what to do when there is none
 */
export function chromiumPath(): string {
  const found = find();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], { stdio: 'inherit' });
    const installed = find();
    if (installed !== null) return installed;
  }
  throw new Error(
    'No Chromium found: install it (apt-get install chromium) or set CLOISTER_CHROMIUM to its path.',
  );
}

/** Starts Chromium without anything that would talk to the network by itself. */
export function launch(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-precise-memory-info',
      ...args,
    ],
  });
}

/** How the engine's code is compiled. */
export type Compiler =
  /** As users have it: fast to begin with, then optimised while it runs. */
  | 'as shipped'
  /** Not optimised: most tests ask little of the engine, and optimising it costs more than it saves them. */
  | 'once';

const FLAGS: Readonly<Record<Compiler, readonly string[]>> = {
  'as shipped': [],
  once: ['--js-flags=--liftoff-only'],
};

const running = new Map<Compiler, Promise<Browser>>();

/**
 * The Chromium of this process, started when it is first asked for, and stopped with the process. Tests keep apart
 * by contexts, which share no storage, cache or service worker.
 */
export function sharedBrowser(compiler: Compiler): Promise<Browser> {
  const browser = running.get(compiler) ?? launch(FLAGS[compiler]);
  running.set(compiler, browser);
  return browser;
}
