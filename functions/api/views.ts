/** Saved views: queues people come back to, their own and those their group shares. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { newViewId } from '#functions/runtime/ids.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import { openTable } from '#functions/store/table.ts';
import * as views from '#functions/store/views.ts';
import type { Person } from '#shared/access/person.ts';
import { mayAtDesk, mayChangeView } from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { viewRoutes } from '#shared/contract/routes/views.ts';
import type { ViewId } from '#shared/ids.ts';
import { accepted } from '#shared/refusal.ts';
import { createView, editView } from '#shared/view/decide.ts';

const table = openTable(readEnv('api-views').tableName);

export const handler = serve('api-views', viewRoutes, {
  listViews: async ({ caller }) => {
    if (!mayAtDesk(caller, 'desk.see')) return refuse('notAllowed');
    const items = await views.list(table, caller.id);
    return accepted({ items: items.map((each) => page(each, caller)) });
  },

  createView: async ({ caller, body, now }) => {
    if (!mayAtDesk(caller, 'desk.see')) return refuse('notAllowed');
    const made = createView(body, newViewId(now), await known(caller), caller, now);
    if (!made.ok) return made;
    await views.create(table, made.value);
    return accepted(page({ view: made.value, pinned: false }, caller));
  },

  editView: async ({ caller, params, ifMatch, body, now }) => {
    const found = await see(caller, params.view);
    if (!found) return refuse('notFound');
    const edited = editView(found.view, body, await known(caller), caller, now);
    if (!edited.ok && edited.refusal.code === 'notAllowed') return edited;
    if (found.view.version !== ifMatch) return moved(caller, params.view);
    if (!edited.ok) return edited;
    const saved = await views.save(table, found.view, edited.value);
    return saved ? accepted(page({ ...found, view: edited.value }, caller)) : moved(caller, params.view);
  },

  deleteView: async ({ caller, params, ifMatch }) => {
    const found = await see(caller, params.view);
    if (!found) return refuse('notFound');
    if (!mayChangeView(caller, found.view)) return refuse('notAllowed');
    const deleted = found.view.version === ifMatch && (await views.remove(table, found.view));
    return deleted ? accepted(page(found, caller)) : moved(caller, params.view);
  },

  pinView: async ({ caller, params, body }) => {
    const found = await see(caller, params.view);
    if (!found) return refuse('notFound');
    await views.pin(table, caller.id, params.view, body.pinned);
    return accepted(page({ ...found, pinned: body.pinned }, caller));
  },
});

function see(caller: Person, id: ViewId): Promise<views.PinnedView | null> {
  return mayAtDesk(caller, 'desk.see') ? views.read(table, caller.id, id) : Promise.resolve(null);
}

async function known(caller: Person) {
  return (await views.list(table, caller.id)).map(({ view }) => view);
}

/** Somebody else was there first: the view as it is now, and gone when they deleted it. */
async function moved(caller: Person, id: ViewId) {
  const now = await see(caller, id);
  return now ? refuse('versionMismatch', { current: page(now, caller), changes: [] }) : refuse('notFound');
}

function page({ view, pinned }: views.PinnedView, caller: Person): ResponseOf<'createView'> {
  return { ...view, pinned, mayChange: mayChangeView(caller, view) };
}
