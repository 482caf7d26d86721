/**
 * What a browser must know of each route to call it: method, path, whether anybody may. Read from the contract when the
 * site is built, so that schemas, which are most of the contract, stay out of what every page begins with.
 */
import type { Plugin } from 'vite';
import type { Route } from '../shared/contract/route.ts';
import { routes } from '../shared/contract/routes.ts';

const name = 'virtual:contract-doors';
const resolved = `\0${name}`;

export function contractDoors(): Plugin {
  const rows = Object.entries<Route>(routes).map(([route, { method, path, open }]) => [
    route,
    { method, path, ...(open && { open }) },
  ]);
  return {
    name: 'contract-doors',
    resolveId: (id) => (id === name ? resolved : null),
    load: (id) => (id === resolved ? `export const doors = ${JSON.stringify(Object.fromEntries(rows))};` : null),
  };
}
