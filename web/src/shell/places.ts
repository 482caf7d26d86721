/** The pages one goes to by name, each for those whose role has a use for it. */
import {
  CalendarCheck,
  CalendarDays,
  FileSpreadsheet,
  FolderOpen,
  Headset,
  Inbox,
  LifeBuoy,
  ListTodo,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';

export type Me = ResponseOf<'readMe'>;

export interface Place {
  readonly path: '/' | '/queue' | '/incidents' | '/requests' | '/imports' | '/calendar' | '/my-requests' | '/help';
  /** Key of its name. */
  readonly label: string;
  /** Key of its name where there is little room; its own is short otherwise. */
  readonly short?: string;
  readonly icon: Component;
  readonly keys: string;
  /** Whether the place is theirs; anybody else is told so kindly. */
  readonly isFor: (me: Me) => boolean;
}

/** Whether somebody comes to the desk only for what they asked. */
export function onlyAsks(me: Me): boolean {
  return !me.may['desk.see'] && !me.may['import.see'];
}

export const places: readonly Place[] = [
  {
    path: '/',
    label: 'nav.day',
    short: 'nav.short.day',
    icon: CalendarCheck,
    keys: 'g j',
    isFor: (me) => !onlyAsks(me),
  },
  { path: '/queue', label: 'nav.queue', icon: ListTodo, keys: 'g q', isFor: (me) => me.may['desk.see'] },
  {
    path: '/incidents',
    label: 'nav.incidents',
    short: 'nav.short.incidents',
    icon: Headset,
    keys: 'g d',
    isFor: (me) => me.may['desk.see'],
  },
  { path: '/requests', label: 'nav.requests', icon: FolderOpen, keys: 'g r', isFor: (me) => !onlyAsks(me) },
  {
    path: '/imports',
    label: 'nav.imports',
    icon: FileSpreadsheet,
    keys: 'g i',
    isFor: (me) => me.may['import.see'],
  },
  { path: '/calendar', label: 'nav.calendar', icon: CalendarDays, keys: 'g c', isFor: (me) => me.may['desk.see'] },
  { path: '/my-requests', label: 'nav.myRequests', icon: Inbox, keys: 'g m', isFor: () => true },
  { path: '/help', label: 'nav.help', icon: LifeBuoy, keys: 'g h', isFor: () => true },
];

/** What one asks for oneself: the whole navigation of who only asks, lines of the menu for everybody else. */
const ownPlaces: ReadonlySet<Place['path']> = new Set(['/my-requests', '/help']);

/** Whether somebody looks after the desk itself, and so has its calendar in their menu; others find it in the palette. */
export function looksAfterDesk(me: Me): boolean {
  return me.roles.includes('admins') || me.roles.includes('managers');
}

/** Places that stand in the navigation; the calendar, opened a few times a year, takes no room there. */
export function navigationOf(me: Me): readonly Place[] {
  return places.filter(
    (place) => place.isFor(me) && place.path !== '/calendar' && (!ownPlaces.has(place.path) || onlyAsks(me)),
  );
}

/** The place a path lies in; a single request or help request is for whoever may see it, which only the API knows. */
export function placeAt(path: string): Place | undefined {
  if (/^\/(requests\/.|incidents\/inc)/i.test(path)) return undefined;
  if (/^\/my-incidents\/./.test(path)) return places.find((place) => place.path === '/my-requests');
  return places.find((place) =>
    place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`),
  );
}
