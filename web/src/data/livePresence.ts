/** Where this browser's pages are, and who else is there. */
import { readonly, ref, type Ref } from 'vue';
import type { Doing, LiveMessage, Present } from '#shared/live/event.ts';
import type { RequestNumber } from '#shared/ids.ts';

export interface Presence {
  /** Says that a page is on a request. */
  readonly enter: (request: RequestNumber, doing: Doing) => Stay;
  /** Requests that pages are on, each once; somebody who writes on one page and reads on another writes. */
  readonly places: () => readonly { readonly request: RequestNumber; readonly doing: Doing }[];
  readonly met: (message: Extract<LiveMessage, { kind: 'present' }>) => void;
  /** Nobody says who is there any more. */
  readonly cut: () => void;
}

/** A page's time on a request. */
export interface Stay {
  readonly others: Readonly<Ref<readonly Present[]>>;
  readonly leave: () => void;
}

interface Visit {
  readonly request: RequestNumber;
  readonly doing: Doing;
  readonly others: Ref<readonly Present[]>;
  timer: ReturnType<typeof setTimeout> | null;
}

type Other = Extract<LiveMessage, { kind: 'present' }>['others'][number];

/** @param changed is called when pages are elsewhere than before, or do something else there. */
export function presenceOf(changed: () => void): Presence {
  const visits = new Set<Visit>();

  /** Shows those who are believed to be there, and looks again when the first of them is not any more. */
  function show(visit: Visit, others: readonly Other[]): void {
    if (visit.timer !== null) clearTimeout(visit.timer);
    visit.timer = null;
    const here = others.filter(({ until }) => Date.parse(until) > Date.now());
    visit.others.value = here.map(({ person, doing }) => ({ person, doing }));
    const next = Math.min(...here.map(({ until }) => Date.parse(until)));
    if (here.length > 0) visit.timer = setTimeout(() => show(visit, here), next - Date.now() + 1);
  }

  return {
    enter: (request, doing) => {
      const known = [...visits].find((visit) => visit.request === request);
      const visit: Visit = { request, doing, others: ref(known?.others.value ?? []), timer: null };
      visits.add(visit);
      changed();
      return {
        others: readonly(visit.others),
        leave: () => {
          visits.delete(visit);
          if (visit.timer !== null) clearTimeout(visit.timer);
          changed();
        },
      };
    },
    places: () => {
      const places = new Map<RequestNumber, Doing>();
      for (const { request, doing } of visits) {
        if (doing === 'writing' || !places.has(request)) places.set(request, doing);
      }
      return [...places].map(([request, doing]) => ({ request, doing }));
    },
    met: ({ request, others }) => {
      for (const visit of visits) if (visit.request === request) show(visit, others);
    },
    cut: () => {
      for (const visit of visits) show(visit, []);
    },
  };
}
