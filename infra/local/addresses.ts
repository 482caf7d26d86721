/** Where the host names of AWS answer on this machine. Handlers get resolved values with these in their place. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Localise } from './part.ts';

/** Addresses without a slash at the end, filled in as the pieces come up. */
export interface Addresses {
  /** The AWS gateway. */
  gateway: string;
  /** Where sent mail is read. */
  inbox: string;
  /** The door of the web app. */
  site: string;
  /** HTTP APIs by id. */
  readonly apis: Map<string, string>;
  /** WebSocket APIs by id: where browsers connect. */
  readonly sockets: Map<string, string>;
  /** Issuers by user pool id. */
  readonly issuers: Map<string, string>;
}

/** Addresses before anything listens. */
export function noAddresses(): Addresses {
  return { gateway: '', inbox: '', site: '', apis: new Map(), sockets: new Map(), issuers: new Map() };
}

/** Replaces host names of AWS in every string of a value; what has no local address stays as it is. */
export function localiser(addresses: Addresses): Localise {
  const issuerOrigin = (): string | undefined =>
    [...addresses.issuers.values()].map((issuer) => new URL(issuer).origin)[0];
  const replacements: readonly (readonly [RegExp, (name: string) => string | undefined])[] = [
    [
      /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g,
      // A function manages the connections of a WebSocket API through the gateway, where its role is checked.
      (api) => addresses.apis.get(api) ?? (addresses.sockets.has(api) ? `${addresses.gateway}/${api}` : undefined),
    ],
    [/wss:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, (api) => addresses.sockets.get(api)],
    [/https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/([\w-]+)/g, (pool) => addresses.issuers.get(pool)],
    [/https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com/g, issuerOrigin],
    [/https:\/\/[\w-]+\.auth\.([a-z0-9-]+)\.amazoncognito\.com/g, issuerOrigin],
    [/https:\/\/(sqs)\.[a-z0-9-]+\.amazonaws\.com/g, () => addresses.gateway],
    [/https:\/\/([\w.-]+)\.s3\.[a-z0-9-]+\.amazonaws\.com/g, (bucket) => `${addresses.gateway}/${bucket}`],
    [/https:\/\/([a-z0-9]+)\.cloudfront\.net/g, () => addresses.site],
  ];
  const text = (value: string): string =>
    replacements.reduce(
      (before, [pattern, address]) => before.replace(pattern, (whole, name: string) => address(name) ?? whole),
      value,
    );
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  return <Value>(value: Value): Value => walk(value) as Value;
}

/** Writes the addresses of the running stack to its folder, for the tools beside it. */
export function tellAddresses(stateFolder: string, addresses: Addresses, clientId: string | undefined): void {
  const [issuer] = addresses.issuers.values();
  const { site, gateway, inbox } = addresses;
  const told = { site, api: [...addresses.apis.values()][0], aws: gateway, inbox, issuer, clientId };
  writeFileSync(path.join(stateFolder, 'addresses.json'), `${JSON.stringify(told, null, 2)}\n`);
}
