/** The queue in the address, and the way to an incident and back: one comes back to the row one left by. */
import { onScopeDispose, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressOfIncidents, type IncidentQuery } from '#web/data/incidentQuery.ts';
import type { IncidentRow } from '#web/data/incidentRow.ts';

/** The row by which each queue was last left, for as long as the tab is open. */
const leftBy = new Map<string, string>();

export function useIncidentAddress(query: () => IncidentQuery) {
  const route = useRoute();
  const router = useRouter();
  const known = leftBy.get(route.fullPath);
  const active = ref<string | null>(known ?? null);

  function change(next: Partial<IncidentQuery>): void {
    void router.replace({ path: route.path, query: addressOfIncidents({ ...query(), ...next }) });
  }

  const stop = router.beforeEach((to, from) => {
    const [, number] = /^\/incidents\/(INC\d+)$/.exec(to.path) ?? [];
    if (number !== undefined) leftBy.set(from.fullPath, number);
  });
  onScopeDispose(stop);

  return {
    active,
    cameBack: known !== undefined,
    change,
    open: ({ incident }: IncidentRow) => void router.push(`/incidents/${incident.number}`),
    go: (path: string) => void router.push(path),
  };
}
