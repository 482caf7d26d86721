/** For tools that do not read Vue files themselves; vue-tsc sees the components' own types. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}

/** Made of the contract when the site is built. */
declare module 'virtual:contract-doors' {
  import type { Route } from '#shared/contract/route.ts';
  import type { RouteName } from '#shared/contract/routes.ts';
  export type Door = Pick<Route, 'method' | 'path' | 'open'>;
  export const doors: Readonly<Record<RouteName, Door>>;
}
