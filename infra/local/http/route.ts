/** Which route of an HTTP API answers a request: the most specific path, then the method before `ANY`. */

type Segment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

export interface RoutePattern {
  readonly routeKey: string;
  /** `ANY` takes every method; `$default` is the route of last resort. */
  readonly method: string;
  readonly segments: readonly Segment[];
}

export interface Matched<Route> {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const segmentOf = (text: string): Segment => {
  const greedy = /^\{(.+)\+\}$/.exec(text)?.[1];
  if (greedy !== undefined) return { kind: 'greedy', name: greedy };
  const parameter = /^\{(.+)\}$/.exec(text)?.[1];
  if (parameter !== undefined) return { kind: 'parameter', name: parameter };
  return { kind: 'static', text };
};

const segmentsOf = (path: string): string[] => path.replace(/^\//, '').split('/');

/** Reads a route key such as `GET /requests/{id}` or `$default`. */
export const routePattern = (routeKey: string): RoutePattern => {
  if (routeKey === '$default') return { routeKey, method: 'ANY', segments: [] };
  const [method, path] = routeKey.split(' ');
  if (method === undefined || !path?.startsWith('/')) {
    throw new Error(`The route key "${routeKey}" is not one that an HTTP API has.`);
  }
  return { routeKey, method, segments: segmentsOf(path).map(segmentOf) };
};

const parametersIn = (pattern: RoutePattern, path: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of pattern.segments.entries()) {
    const given = path[at];
    if (given === undefined) return undefined;
    switch (segment.kind) {
      case 'static':
        if (segment.text !== given) return undefined;
        break;
      case 'parameter':
        if (given === '') return undefined;
        parameters[segment.name] = given;
        break;
      case 'greedy':
        parameters[segment.name] = path.slice(at).join('/');
        return parameters[segment.name] === '' ? undefined : parameters;
      default:
        return segment satisfies never;
    }
  }
  return path.length === pattern.segments.length ? parameters : undefined;
};

const weight = { static: 0, parameter: 1, greedy: 2 } as const;

const bySpecificity = (left: RoutePattern, right: RoutePattern): number => {
  if (left.routeKey === '$default') return 1;
  if (right.routeKey === '$default') return -1;
  for (const [at, segment] of left.segments.entries()) {
    const other = right.segments[at];
    if (other === undefined) break;
    const difference = weight[segment.kind] - weight[other.kind];
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
};

/** Finds the route for a method and a decoded path; parameters come decoded too. */
export const matchRoute = <Route extends { readonly pattern: RoutePattern }>(
  routes: readonly Route[],
  method: string,
  path: string,
): Matched<Route> | undefined => {
  const given = segmentsOf(path);
  const matches: Matched<Route>[] = [];
  for (const route of routes) {
    const { pattern } = route;
    if (pattern.method !== 'ANY' && pattern.method !== method) continue;
    if (pattern.routeKey === '$default') {
      matches.push({ route, pathParameters: {} });
      continue;
    }
    const pathParameters = parametersIn(pattern, given);
    if (pathParameters !== undefined) matches.push({ route, pathParameters });
  }
  return matches.sort((left, right) => bySpecificity(left.route.pattern, right.route.pattern))[0];
};
