/** Goes to the first control of a form that something is wrong with. */
export function focusFirstFault(form: HTMLElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  (wrong?.querySelector<HTMLElement>('input') ?? wrong)?.focus();
}
