import { fireEvent, screen } from '@testing-library/vue';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import VTable from '#web/ui/VTable.vue';
import { faultsIn } from '../axe.ts';
import { show } from '../mount.ts';

const rows = Array.from({ length: 10_000 }, (_, index) => ({
  number: `SCTASK${String(10_001 + index).padStart(7, '0')}`,
}));
const columns = [
  { name: 'number', label: 'Numéro', sortable: true },
  { name: 'due', label: 'Échéance' },
];
interface Sort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

function table() {
  const sort = ref<Sort>();
  const asked: Sort[] = [];
  const page = defineComponent({
    setup: () => () =>
      h(
        VTable<(typeof rows)[number]>,
        {
          label: 'File des technologues',
          columns,
          rows,
          rowKey: (row: (typeof rows)[number]) => row.number,
          ...(sort.value && { sort: sort.value }),
          onSort: (wanted: Sort) => {
            asked.push(wanted);
            sort.value = wanted;
          },
        },
        { cell: ({ row }: { row: { number: string } }) => h('span', row.number) },
      ),
  });
  return { ...show(page), asked };
}

it('keeps few rows in the page and tells how many there are', async () => {
  const { container } = table();
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
  const inPage = screen.getAllByRole('row');
  expect(inPage.length).toBeGreaterThan(10);
  expect(inPage.length).toBeLessThan(60);
  expect(inPage[1]?.getAttribute('aria-rowindex')).toBe('2');
  expect(await faultsIn(container)).toEqual([]);
});

it('sorts by its headings, and says which way', async () => {
  const { asked } = table();
  const direction = () => screen.getByRole('columnheader', { name: 'Numéro' }).getAttribute('aria-sort');
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Numéro' }));
  expect(direction()).toBe('none');
  await press();
  expect(direction()).toBe('ascending');
  await press();
  expect(direction()).toBe('descending');
  expect(asked.map((each) => each.column)).toEqual(['number', 'number']);
});
