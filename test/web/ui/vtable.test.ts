import { fireEvent, screen, waitFor } from '@testing-library/vue';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, nextTick, ref } from 'vue';
import VTable from '#web/ui/VTable.vue';
import { faultsIn } from '../axe.ts';
import { asTallAsAWindow } from '../layout.ts';
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

describe('rows that take the focus', () => {
  asTallAsAWindow();

  function grid(count = 10_000) {
    const shown = ref(rows.slice(0, count));
    const selected = ref(new Set<string>());
    const opened: string[] = [];
    const chosen: string[] = [];
    const active = ref<string | null>(null);
    const page = defineComponent({
      setup: () => () =>
        h(
          VTable<(typeof rows)[number]>,
          {
            label: 'File',
            columns,
            rows: shown.value,
            rowKey: (row: (typeof rows)[number]) => row.number,
            grid: true,
            selected: selected.value,
            active: active.value,
            'onUpdate:active': (key: string | null) => (active.value = key),
            onOpen: (row: (typeof rows)[number]) => opened.push(row.number),
            onSelect: (row: (typeof rows)[number], extending: boolean) =>
              chosen.push(`${row.number}${extending ? ' on' : ''}`),
          },
          { cell: ({ row }: { row: { number: string } }) => h('span', row.number) },
        ),
    });
    return { ...show(page), shown, opened, chosen, selected };
  }
  const rowAt = (index: number) => screen.getAllByRole('row')[index + 1] ?? document.body;
  const press = (key: string, more: object = {}) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  const focused = () => document.activeElement?.getAttribute('data-key');
  const numberAt = (index: number) => rows[index]?.number;

  it('are one stop for Tab, and move by arrows from the first to the last of ten thousand', async () => {
    const { container } = grid();
    expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0)).toHaveLength(1);
    rowAt(0).focus();
    await press('ArrowDown');
    await waitFor(() => expect(focused()).toBe(numberAt(1)));
    await press('End');
    await waitFor(() => expect(focused()).toBe(numberAt(9_999)));
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('10001');
    await press('Home');
    await waitFor(() => expect(focused()).toBe(numberAt(0)));
    await press('ArrowUp');
    expect(focused()).toBe(numberAt(0));
    expect(await faultsIn(container)).toEqual([]);
  });

  it('open by Enter or a click, and are chosen by Space, a range with Shift', async () => {
    const { opened, chosen } = grid();
    rowAt(2).focus();
    await press('Enter');
    await fireEvent.click(rowAt(4));
    expect(opened).toEqual([numberAt(2), numberAt(4)]);
    rowAt(5).focus();
    await press(' ');
    await press(' ', { shiftKey: true });
    expect(chosen).toEqual([numberAt(5), `${numberAt(5)} on`]);
  });

  it('keep the focus when others come before it, and pass it on when they go', async () => {
    const { shown } = grid(20);
    rowAt(6).focus();
    shown.value = [...rows.slice(100, 103), ...rows.slice(0, 20)];
    await nextTick();
    await waitFor(() => expect(focused()).toBe(numberAt(6)));
    shown.value = rows.slice(0, 20).filter((row) => row.number !== numberAt(6));
    await waitFor(() => expect(focused()).not.toBe(numberAt(6)));
    await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toMatch(/^SCTASK/));
  });

  it('stay in the page while one scrolls far away, so that the focus is not lost', async () => {
    const { container } = grid();
    rowAt(3).focus();
    const scroller = container.querySelector('[role=region]');
    if (scroller) scroller.scrollTop = 200_000;
    if (scroller) await fireEvent.scroll(scroller);
    await waitFor(() => expect(rowAt(1).getAttribute('aria-rowindex')).not.toBe('3'));
    expect(focused()).toBe(numberAt(3));
  });
});
