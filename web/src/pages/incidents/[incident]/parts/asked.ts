/** What is asked before an act on an incident, one at a time. */
export type Asked = 'assign' | 'edit' | 'wait' | 'resolve' | 'reopen' | 'cancel' | 'merge' | 'link';
